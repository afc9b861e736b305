using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>A page, and the moments of the call: a page that is held back for a while tells of these, and not of when it is looked at.</summary>
/// <param name="AskedAt">What the page says of the tip was true then, or later.</param>
/// <param name="CameAt">What had expired then, or before, is not in it.</param>
internal sealed record ReadPage(ShardPage Page, DateTimeOffset AskedAt, DateTimeOffset CameAt);
