using System.Text;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Engine;

/// <summary>
/// Many small histories, each from one seed: a consumer and two runs read the same shard, lose answers, crash, freeze in the middle
/// of a call while the others go on, and fall silent past the claim timeout. Then the faults stop and everybody finishes.
/// </summary>
public class ClaimProtocolTests
{
    private const int Histories = 400;

    [Fact]
    public async Task Whatever_goes_wrong_every_event_is_published_from_one_winner_at_a_time_and_in_order()
    {
        var fired = 0;
        for (var seed = 1; seed <= Histories; seed++)
        {
            var history = new History(seed);
            await history.RunAsync();
            fired += history.Fired;
            Verify(history, seed);
        }

        fired.ShouldBeGreaterThan(Histories);
    }

    [Fact]
    public async Task Without_faults_each_event_is_published_once_however_many_readers_meet_it()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var history = new History(seed) { FaultRate = 0 };
            await history.RunAsync();
            history.World.PublishedIds().ShouldBeUnique($"seed {seed}");
            Verify(history, seed);
        }
    }

    private static void Verify(History history, int seed)
    {
        var published = history.World.Published();
        var first = published.DistinctBy(e => e.Id).ToList();
        first.Select(e => e.Id.Value).Order().ShouldBe(history.Ids.Order(), $"I1, seed {seed}: lost or invented");

        foreach (var copies in published.GroupBy(e => (e.Id, Source(e), Run(e))))
        {
            copies.Select(Text).Distinct().Count().ShouldBe(1, $"I3, seed {seed}: copies of one winner differ");
        }

        foreach (var key in first.GroupBy(Key))
        {
            var order = history.Order[key.Key];
            key.Select(e => order.IndexOf(e.Id.Value)).ShouldBeInOrder(SortDirection.Ascending, $"I4, seed {seed}");
        }
    }

    private static string Key(StreamEvent e) => e.Id.Value[..1];

    private static string Text(StreamEvent e) => Encoding.UTF8.GetString(e.Utf8.Span);

    private static string Source(StreamEvent e) => Find(e, "/recovery/source/sequence");

    private static string Run(StreamEvent e) => Find(e, "/recovery/run");

    private static string Find(StreamEvent e, string pointer) =>
        e.TryFind(pointer, out JsonValue value) ? value.ToString() : "";

    /// <summary>One seed's course of events.</summary>
    private sealed class History
    {
        private readonly Random random;
        private readonly List<Reader> readers = [];
        private int depth;

        public History(int seed)
        {
            random = new Random(seed);
            for (var i = 0; i < 12; i++)
            {
                var key = "ABC"[random.Next(3)].ToString();
                var id = i > 0 && random.Next(4) == 0 ? Ids[random.Next(Ids.Count)] : $"{key}{i}";
                if (!Ids.Contains(id))
                {
                    Ids.Add(id);
                    (Order.TryGetValue(id[..1], out var order) ? order : Order[id[..1]] = []).Add(id);
                }

                World.PutError(id, id[..1]);
            }

            readers.Add(new Reader(this, Lineage.Consumer("reprocessor")));
            readers.Add(new Reader(this, Lineage.Run("one")));
            readers.Add(new Reader(this, Lineage.Run("two")));
        }

        public EngineWorld World { get; } = new();

        public List<string> Ids { get; } = [];

        public Dictionary<string, List<string>> Order { get; } = [];

        public double FaultRate { get; set; } = 0.06;

        public int Fired { get; private set; }

        public async Task RunAsync()
        {
            for (var step = 0; step < 30; step++)
            {
                await readers[random.Next(readers.Count)].StepAsync(random.Next(1, 8));
                if (FaultRate > 0 && random.Next(12) == 0)
                {
                    World.Time.Advance(TimeSpan.FromMinutes(17));
                }
            }

            FaultRate = 0;
            World.Time.Advance(TimeSpan.FromMinutes(17));
            foreach (var reader in readers)
            {
                await reader.FinishAsync();
            }
        }

        /// <summary>At any call of a reader, before or after its effect.</summary>
        public async Task MeddleAsync(Reader reader)
        {
            if (random.NextDouble() >= FaultRate)
            {
                return;
            }

            Fired++;
            switch (random.Next(3))
            {
                case 0:
                    throw new TransientFailureException("no answer");
                case 1:
                    reader.Crash();
                    throw new CrashedException();
                default:
                    // Frozen while others go on: a rival, or the next invocation of the same environment.
                    if (depth < 2)
                    {
                        depth++;
                        await readers[random.Next(readers.Count)].StepAsync(random.Next(1, 8));
                        depth--;
                    }

                    break;
            }
        }

        public string? Refusal() => random.NextDouble() < FaultRate ? "InternalFailure" : null;
    }

    /// <summary>A writer with a checkpoint, as an event source mapping or a run keeps it, and a process that may die.</summary>
    private sealed class Reader : IFaults
    {
        private readonly History history;
        private readonly Lineage lineage;
        private EngineProcess process;
        private int checkpoint;

        public Reader(History history, Lineage lineage)
        {
            (this.history, this.lineage) = (history, lineage);
            process = new EngineProcess(history.World, lineage, this);
        }

        public void Crash() => process = new EngineProcess(history.World, lineage, this);

        public async Task StepAsync(int count)
        {
            var from = checkpoint;
            var batch = history.World.Batch(from: from, count: count);
            try
            {
                var outcome = await process.ProcessAsync(batch, TimeSpan.FromSeconds(20));
                var finished = outcome.FirstUnfinished is { } unfinished
                    ? batch.Records.TakeWhile(record => record.Sequence < unfinished.Sequence).Count()
                    : batch.Records.Count;
                checkpoint = Math.Max(checkpoint, from + finished);
            }
            catch (CrashedException)
            {
                // The batch was not acknowledged, and comes again.
            }
        }

        public async Task FinishAsync()
        {
            for (var tries = 0; checkpoint < history.World.Batch().Records.Count; tries++)
            {
                tries.ShouldBeLessThan(20, "a reader never finishes");
                await StepAsync(count: 12);
            }
        }

        public async ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken) =>
            await history.MeddleAsync(this);

        public string? RefusalOf(OutgoingRecord record, int index) => history.Refusal();
    }
}
