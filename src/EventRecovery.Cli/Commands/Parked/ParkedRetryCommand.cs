using System.CommandLine;
using EventRecovery.Cli.Runtime;
using EventRecovery.Events;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>
/// <c>recover parked retry</c>: puts events back on the error stream, in their order, and then marks them. Whatever happens between the
/// two, a second retry does no harm: copies of an event meet in its claim log.
/// </summary>
internal static class ParkedRetryCommand
{
    private static readonly Option<string> To = new("--to")
    {
        Description = "The stream to put them on: the one that the Reprocessor reads.",
        DefaultValueFactory = _ => "error_events",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("retry", "Put parked events back on the error stream, for instance after a repair.")
        {
            ParkedSelection.Places,
            ParkedSelection.All,
            ParkedSelection.Reason,
            ParkedSelection.Days,
            To,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var items = await ParkedSelection.SelectAsync(invocation, resources);
        var waiting = items.Where(item => item.State == ParkedState.Parked).ToList();
        var records = waiting.Select(ToRecord).ToList();
        var (time, entropy) = (invocation.Surroundings.Time, invocation.Surroundings.Entropy);
        var publisher = new OrderedPublisher(resources.WriterTo(new StreamName(invocation.Get(To)!)), time, entropy);
        await publisher.PublishAsync(records, new bool[records.Count], () => true, invocation.CancellationToken);
        return await ParkedChange.MarkAsync(invocation, resources, items, waiting, ParkedState.Retried);
    }

    private static OutgoingRecord ToRecord(ParkedItem item) =>
        new(item.Event.PartitionKey, new OrderKey(item.Event.PartitionKey), item.Event.Data);
}
