using EventRecovery.Claims;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Simulation.Checks;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Actors;

/// <summary>
/// Somebody replays a few milliseconds at the worst moment. A pass has its first page in one log, and its next page is still on its way
/// to another, when the replay claims an event of that one, and dies or freezes with it. So the second page is refused, its event has to
/// wait, and what comes after it in the batch must wait too, though the first page claims it already.
/// </summary>
internal sealed class Rivals(World world)
{
    /// <summary>A client that tries its page again and again holds a pass up for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int count;

    /// <summary>Before the page of a process reaches its log.</summary>
    public async Task ForestallAsync(SimulatedProcess process, Item item)
    {
        if (
            !world.Chaos.IsEnabled(Fault.RivalBetweenPages)
            || process.HasGhost
            || process.StopsAfterClaim
            || process.OpenPages.Count == 0
            || Contested(process, item) is not { } contested
            || !world.Chaos.Strikes(Fault.RivalBetweenPages, 0.5)
        )
        {
            return;
        }

        process.IsHeldUp = true;
        var rival = Start(contested, item["pk"].S.Split('#')[1]);
        await Task.WhenAny(rival.Stopped, world.Thread.DelayAsync(Patience));
    }

    /// <summary>The first record of a page that stands before one which an earlier page of the pass claims.</summary>
    private SourceRecord? Contested(SimulatedProcess process, Item item)
    {
        var page = ClaimPageFormat.Read(item["body"].B.ToArray(), default, int.Parse(item["sk"].S));
        var (stream, shard) = (page.Writer.Stream, page.Writer.Shard);
        var places = new Dictionary<SourceDigest, (RecordPosition Position, SourceEvent Event)>();
        foreach (var record in world.Streams.Records(stream).Where(record => record.Shard == shard))
        {
            foreach (var source in record.Events)
            {
                var position = record.PositionOf(source);
                places[SourceDigest.Of(new SourcePosition(stream, shard, position))] = (position, source);
            }
        }

        var claimed = world
            .Ledger.OpenClaims(process, page.Writer)
            .Select(entry => places[entry.Source].Position)
            .ToList();
        var first = page.Entries.Select(entry => places[entry.Source]).MinBy(place => place.Position);
        return claimed.Exists(later => later.CompareTo(first.Position) > 0) ? OnSource(first.Event.Id!) : null;
    }

    /// <summary>A record of the event that a replay can read.</summary>
    private SourceRecord? OnSource(string id)
    {
        var horizon = world.Thread.Now - world.Scenario.Retention;
        return world
            .Streams.Records(SourceStreams.Source)
            .FirstOrDefault(record =>
                record.Record.ArrivedAt > horizon && record.InRange.Any(source => source.Id == id)
            );
    }

    private SimulatedProcess Start(SourceRecord record, string version)
    {
        var at = record.Record.ArrivedAt;
        var edition = world.Versions.ToList().IndexOf(version) + 1;
        var run = new SimulatedRun($"rival-{++count}", new ReplayWindow(at, at.AddMilliseconds(1)), edition);
        world.Runs.Add(run.Id, run);
        var process = new SimulatedProcess(world, run.Id) { Run = run.Id, StopsAfterClaim = true };
        process.Invoked(Patience);
        _ = ReplayAsync(process, new ReplayRequest(ReplayAction.Run, new RunId(run.Id), run.Definition));
        return process;
    }

    /// <summary>Nobody waits for its answer, and nobody takes it up again.</summary>
    private async Task ReplayAsync(SimulatedProcess process, ReplayRequest request)
    {
        try
        {
            var deadline = Deadline.ForInvocation(process.Clock, Patience);
            await Engines.Runner(world, process).HandleAsync(request, deadline, CancellationToken.None);
        }
        catch (Exception refused) when (refused is RunRefusedException or Amazon.Runtime.AmazonServiceException)
        {
            world.Story.Tell(process.Name, "gives up", refused.Message);
        }
    }
}
