using EventRecovery.Local.Lambdas;
using EventRecovery.Replayer.Tests.Stack;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Replayer.Tests;

public sealed class KillTests(Emulators emulators)
{
    private const int Kills = 20;
    private const int EachTime = 400;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_twenty_times_in_one_run_and_resumed_the_result_is_that_of_an_undisturbed_run()
    {
        await using var undisturbed = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(undisturbed.Source, EachTime);
        var request = undisturbed.Request();
        await undisturbed.CompleteAsync(request);
        await using var kinesis = new AwsProxy();
        await using var killed = await Deployment.StartAsync(emulators, source: undisturbed.Source, kinesis: kinesis);
        var random = new Random(2026);
        var atPut = new PutKiller(killed.Host, random);
        kinesis.Decide = atPut.Decide;

        for (var kill = 1; kill <= Kills; kill++)
        {
            var midPublish = kill % 5 > 1;
            atPut.Arm(midPublish);
            var invocation = killed.InvokeAsync(request);
            if (!midPublish)
            {
                await KillAsync(killed, random, invocation);
            }

            var answer = await invocation;
            answer.Status.ShouldBe(InvocationStatus.FunctionError, $"kill {kill}: {answer}");
            await killed.LetLeasesEndAsync();
        }

        atPut.Kills.ShouldBe(Kills * 3 / 5);
        var resumed = await killed.CompleteAsync(request);

        var expected = await undisturbed.RecoveredAsync();
        expected.ShouldBeAllOf(undisturbed.Source);
        expected.Copies.ShouldBe(0);
        var result = await killed.RecoveredAsync();
        result.ShouldBeAllOf(undisturbed.Source);
        result.OrderedByKey.ShouldBe(expected.OrderedByKey);
        result.Copies.ShouldBeInRange(1, Kills * LargestBatches(resumed));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{result.Events.Count} records for {expected.Events.Count} events: {result.Copies} copies by {Kills} kills, {atPut.Kills} of them in PutRecords. {resumed}"
        );
    }

    /// <summary>A batch of these is a shard, and two generations at most are read at once.</summary>
    private static int LargestBatches(Answer answer) =>
        answer.Json["shards"]!
            .AsArray()
            .Select(shard => (int)shard!["counts"]!["recordsInWindow"]!)
            .OrderDescending()
            .Take(2)
            .Sum();

    /// <summary>At any moment from its start to a while after it has taken a shard.</summary>
    private static async Task KillAsync(Deployment replayer, Random random, Task invocation)
    {
        var afterALease = random.Next(4) > 0;
        var delay = TimeSpan.FromMilliseconds(random.Next(200));
        while (replayer.Host.ProcessIdsOf(Deployment.Function).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        while (afterALease && !invocation.IsCompleted && !await IsLeasedAsync(replayer))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }

        await Task.Delay(delay, TimeProvider.System, Token);
        foreach (var process in replayer.Host.ProcessIdsOf(Deployment.Function))
        {
            Processes.KillHard(process);
        }
    }

    private static async Task<bool> IsLeasedAsync(Deployment replayer) =>
        (await replayer.CheckpointsAsync()).Any(checkpoint =>
            checkpoint.ContainsKey("owner")
            && !checkpoint["leaseEndsAt"].S.StartsWith("2026-01-01", StringComparison.Ordinal)
        );

    /// <summary>
    /// Kills the function while one of its first PutRecords calls is on its way, which then arrives whole, or half, or is carried out
    /// for nobody. A batch takes more calls than that, so there is always one to kill at.
    /// </summary>
    private sealed class PutKiller(LambdaHost host, Random random)
    {
        private const int LatestCall = 8;

        private readonly Lock gate = new();
        private int callsLeft;

        public int Kills { get; private set; }

        public void Arm(bool armed)
        {
            lock (gate)
            {
                callsLeft = armed ? random.Next(1, LatestCall + 1) : 0;
            }
        }

        public Fate Decide(string operation)
        {
            lock (gate)
            {
                if (operation != "PutRecords" || callsLeft == 0 || --callsLeft > 0)
                {
                    return Fate.Pass;
                }

                foreach (var process in host.ProcessIdsOf(Deployment.Function))
                {
                    Processes.KillHard(process);
                }

                return (Fate)(Kills++ % 3);
            }
        }
    }
}
