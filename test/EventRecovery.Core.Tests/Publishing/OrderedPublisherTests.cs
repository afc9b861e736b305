using System.Globalization;
using EventRecovery.Events;
using EventRecovery.Testing.Time;

namespace EventRecovery.Publishing;

/// <summary>Some calls at once, and the order of each key all the same.</summary>
public class OrderedPublisherTests
{
    private const int Keys = 3_000;

    [Fact]
    public async Task Calls_of_different_keys_are_under_way_at_once_and_those_of_one_key_never()
    {
        var writer = new SlowWriter();
        var records = Records(2 * Keys);

        var accepted = await PublishAsync(writer, records);

        accepted.ShouldAllBe(one => one);
        writer.MostAtOnce.ShouldBeInRange(1, 4);
        writer.KeysAtOnceTwice.ShouldBe(0);
        foreach (var key in writer.Landed.GroupBy(record => record.OrderKey))
        {
            key.Select(record => record.Data.Span[0]).ShouldBe([0, 1], $"{key.Key} is in order");
        }
    }

    [Fact]
    public async Task A_call_that_cannot_be_mended_ends_it_after_the_others_have_ended()
    {
        var writer = new SlowWriter { BreaksAtCall = 2 };
        var records = Records(Keys);
        var accepted = new bool[records.Length];

        await Should.ThrowAsync<InvalidOperationException>(PublishAsync(writer, records, accepted));

        writer.AtOnce.ShouldBe(0);
        accepted.Count(one => one).ShouldBe(writer.Landed.Count);
    }

    private static OutgoingRecord[] Records(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(number =>
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"key-{number % Keys}");
                    return new OutgoingRecord(key, new OrderKey(key), new[] { (byte)(number / Keys) });
                }),
        ];

    private static async Task<bool[]> PublishAsync(SlowWriter writer, OutgoingRecord[] records, bool[]? accepted = null)
    {
        accepted ??= new bool[records.Length];
        await new OrderedPublisher(writer, new VirtualTime(), new SeededEntropy(1)).PublishAsync(
            records,
            accepted,
            () => true,
            TestContext.Current.CancellationToken
        );
        return accepted;
    }

    /// <summary>Lets others have their turn before it answers.</summary>
    private sealed class SlowWriter : IRecordWriter
    {
        private readonly Lock gate = new();
        private readonly HashSet<OrderKey> underWay = [];
        private int calls;

        public int BreaksAtCall { get; init; }

        public int AtOnce { get; private set; }

        public int MostAtOnce { get; private set; }

        public int KeysAtOnceTwice { get; private set; }

        public List<OutgoingRecord> Landed { get; } = [];

        public async Task<IReadOnlyList<PutOutcome>> PutAsync(
            IReadOnlyList<OutgoingRecord> records,
            CancellationToken cancellationToken
        )
        {
            var call = Begin(records);
            for (var turn = 0; turn < 10; turn++)
            {
                await Task.Yield();
            }

            return End(call, records);
        }

        private int Begin(IReadOnlyList<OutgoingRecord> records)
        {
            lock (gate)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++AtOnce);
                KeysAtOnceTwice += records.Count(record => !underWay.Add(record.OrderKey));
                return ++calls;
            }
        }

        private PutOutcome[] End(int call, IReadOnlyList<OutgoingRecord> records)
        {
            lock (gate)
            {
                AtOnce--;
                underWay.ExceptWith(records.Select(record => record.OrderKey));
                if (call == BreaksAtCall)
                {
                    throw new InvalidOperationException("access denied");
                }

                Landed.AddRange(records);
                return new PutOutcome[records.Count];
            }
        }
    }
}
