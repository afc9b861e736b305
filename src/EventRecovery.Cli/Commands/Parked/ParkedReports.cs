using EventRecovery.Parking;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>What <c>recover parked list --json</c> prints.</summary>
internal sealed record ParkedListReport(bool Ok, IReadOnlyList<ParkedReport> Items);

/// <summary>What <c>recover parked retry</c> and <c>discard --json</c> print.</summary>
/// <param name="Changed">Events that this command dealt with.</param>
/// <param name="Already">Events that somebody had dealt with before.</param>
internal sealed record ParkedChangeReport(bool Ok, int Changed, int Already);

/// <summary>A parked event for machines.</summary>
/// <param name="DataBase64">Its bytes; null in lists.</param>
internal sealed record ParkedReport(
    string Place,
    string Reason,
    string Message,
    string State,
    int Attempts,
    DateTimeOffset ArrivedAt,
    string PartitionKey,
    string Version,
    int Bytes,
    string? DataBase64
)
{
    public static ParkedReport Of(ParkedItem item, bool withData) =>
        new(
            ParkedPlace.Of(item.Event).ToString(),
            item.Event.Reason,
            item.Event.Message,
            item.State.ToString().ToLowerInvariant(),
            item.Attempts,
            item.Event.ArrivedAt,
            item.Event.PartitionKey,
            item.Event.Version,
            item.Event.Data.Length,
            withData ? Convert.ToBase64String(item.Event.Data.Span) : null
        );
}
