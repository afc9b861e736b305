namespace EventRecovery.Claims;

/// <summary>
/// The pages and done items of claim logs. Thread-safe. Any method may throw
/// <see cref="Streams.TransientFailureException"/>; of a write, nothing is known then.
/// </summary>
public interface IClaimStore
{
    /// <summary>All pages of a log from a number on, with their done items: strongly consistent.</summary>
    /// <exception cref="ClaimPageDamagedException">A page does not read back as written.</exception>
    Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken);

    /// <summary>The done item of one page, strongly consistent; null while the page is open.</summary>
    Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken);

    /// <summary>Writes a page on the condition that no page has its number.</summary>
    Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken);

    /// <summary>Closes a page. Unconditional: only its writer does this, and a repeat says the same or more.</summary>
    Task WriteDoneAsync(ClaimLogId log, int page, PublishedEntries published, CancellationToken cancellationToken);
}

public enum AppendOutcome
{
    Appended,

    /// <summary>A page with that number exists. It may be the writer's own, written by an attempt whose answer was lost.</summary>
    Taken,
}

/// <param name="Pages">Ascending, without gaps.</param>
/// <param name="Done">By page number.</param>
public sealed record ClaimLogSlice(IReadOnlyList<ClaimPage> Pages, IReadOnlyDictionary<int, PublishedEntries> Done)
{
    public static ClaimLogSlice Empty { get; } = new([], new Dictionary<int, PublishedEntries>());
}
