using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Kpl;
using EventRecovery.Recalculation;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Fuzzing;

/// <summary>A small, repeatable share of the fuzzing: the same mutations of the same seeds each time.</summary>
public class NoBytesCauseAnException
{
    private const int Inputs = 20_000;

    // Buffers that are kept and lent again, and the rejection's message, do not depend on the input.
    private const int FixedAllowance = 16 * 1024;
    private const int AllowancePerByte = 8;

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"id": "uw61345682", "timestamp": "2018-01-31T01:49:59.650Z", "original_value": 0.31, "place": "37km NNE of Amboy", "coordinates": [-122.197, 46.2035, 3.28]}""",
            """{"specversion":"1.0","id":"A-1","source":"/s","type":"t","time":"2026-11-22T08:00:00Z","data":{"original_value":3,"nested":[{"a":{"b":[[]]}}]}}""",
            """{"id":7,"timestamp":"2026-12-31T23:59:60Z","original_value":-1.5e-3,"\u0069d2":"\ud83d\ude00\n","status":"error","recovery":{"run":"old"}}""",
            """{"id":"","timestamp":0,"original_value":"1"}""",
            """[[[[{"a":[1,2,{"b":null}]}]]]]""",
        }.Select(Encoding.UTF8.GetBytes),
        new KplAggregator()
            .Add("a", """{"id":1,"timestamp":"2026-01-01T00:00:00Z","original_value":1}""")
            .Add("b", "{}", 5)
            .ToRecord(),
    ];

    private static readonly RecoveryOrigin Origin = new("run", "stream", "shard", "1", 0);

    [Fact]
    public void An_event_is_recovered_or_rejected_within_eight_times_its_size()
    {
        using var recalculator = new Recalculator(new RateAdjustment());
        using var output = new PooledBuffer();
        foreach (byte[] input in Mutated(seed: 1))
        {
            Process(input, recalculator, output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Process(input, recalculator, output);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            if (allocated > (AllowancePerByte * input.Length) + FixedAllowance)
            {
                Assert.Fail($"{allocated} bytes allocated for {input.Length}: {Convert.ToBase64String(input)}");
            }
        }
    }

    [Fact]
    public void A_text_is_accepted_exactly_when_an_independent_reader_accepts_it()
    {
        using var output = new PooledBuffer();
        foreach (byte[] input in Mutated(seed: 2))
        {
            bool accepted = JsonText.TryRead(input, JsonLimits.Default, out var text, out var problem);
            byte[]? reference = ReferenceJson.Canonical(input);
            output.Clear();
            if (accepted)
            {
                CanonicalJson.Write(text!, output);
            }
            if (accepted != reference is not null || (accepted && !output.WrittenSpan.SequenceEqual(reference)))
            {
                Assert.Fail($"{problem}, and the reference thinks otherwise: {Convert.ToBase64String(input)}");
            }
        }
    }

    [Fact]
    public void An_aggregate_is_opened_or_damaged_also_when_its_checksum_is_right()
    {
        foreach (byte[] input in Mutated(seed: 3))
        {
            Open(input);
            Open(KplAggregator.Seal(input));
            Open(KplAggregator.Seal(input.AsSpan(Math.Min(input.Length, KplFormat.Magic.Length))));
        }
    }

    private static IEnumerable<byte[]> Mutated(int seed)
    {
        var mutator = new Mutator(seed);
        for (int i = 0; i < Inputs; i++)
        {
            yield return mutator.Mutate(Seeds[i % Seeds.Length], Seeds[i / Seeds.Length % Seeds.Length]);
        }
    }

    private static void Process(byte[] input, Recalculator recalculator, PooledBuffer output)
    {
        output.Clear();
        var read = SomeEvents.Reader.Read(input);
        if (read.IsEvent)
        {
            recalculator.Recover(read.Event, Origin, output);
        }
    }

    private static void Open(byte[] record)
    {
        var status = KplAggregate.TryOpen(record, out var aggregate, out _);
        if (status == KplStatus.Aggregated)
        {
            foreach (var user in aggregate!.Records())
            {
                _ = user.PartitionKey.Length + user.Data.Length + (int)(user.HashKey & 1);
            }
        }
    }
}
