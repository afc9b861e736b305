using System.Diagnostics;
using EventRecovery.Local.Stack;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>
/// What a crash or a cut wire may do: repeat, byte for byte, what was published a moment before. What it may not: lose, change or
/// reorder anything, or let a second source win.
/// </summary>
public class CrashTests
{
    private const int Events = 400;

    [Fact]
    public async Task Kill_9_in_the_middle_of_batches_loses_nothing()
    {
        const int Kills = 8;
        await using var kinesis = new AwsProxy();
        await using var dynamoDb = new AwsProxy();
        await using var stack = await StartAsync(kinesis, dynamoDb);
        var killer = new Killer(stack.Local, seed: 9, Kills);
        kinesis.Decide = killer.Decide;
        dynamoDb.Decide = killer.Decide;

        await RecoverAsync(stack);

        killer.Kills.ShouldBe(Kills);
        stack.Local.Mapping.Progress.Failures.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task PutRecords_cut_half_way_loses_nothing()
    {
        await using var kinesis = new AwsProxy();
        await using var stack = await StartAsync(kinesis);
        var puts = 0;
        kinesis.Decide = operation =>
            operation == "PutRecords" && Interlocked.Increment(ref puts) % 4 == 2 ? Fate.BreakRequest : Fate.Pass;

        await RecoverAsync(stack);

        puts.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task PutRecords_whose_answer_is_lost_loses_nothing_and_repeats_the_same_bytes()
    {
        await using var kinesis = new AwsProxy();
        await using var stack = await StartAsync(kinesis);
        var puts = 0;
        kinesis.Decide = operation =>
            operation == "PutRecords" && Interlocked.Increment(ref puts) % 4 == 2 ? Fate.LoseAnswer : Fate.Pass;

        (await RecoverAsync(stack)).Copies.ShouldBeGreaterThan(0);
    }

    private static async Task<Verification> RecoverAsync(ReprocessorStack stack)
    {
        await stack.PutErrorsAsync(ErrorRecord.Shuffled(seed: 3, Events, copies: 100, keys: 40));

        await stack.DrainAsync();

        var verification = Verification.Of(await stack.ReadErrorsAsync(), await stack.ReadRecoveredAsync());
        verification.ShouldBeClean();
        TestContext.Current.TestOutputHelper?.WriteLine($"{verification} {stack.Local.Mapping.Progress}");
        return verification;
    }

    private static async Task<ReprocessorStack> StartAsync(AwsProxy kinesis, AwsProxy? dynamoDb = null)
    {
        var variables = new Dictionary<string, string> { ["AWS_ENDPOINT_URL_KINESIS"] = $"{kinesis.Url}" };
        if (dynamoDb is not null)
        {
            variables.Add("AWS_ENDPOINT_URL_DYNAMODB", $"{dynamoDb.Url}");
        }

        var stack = await ReprocessorStack.StartAsync(options =>
            options with
            {
                Variables = variables,
                Mapping = options.Mapping with { BatchSize = 50 },
            }
        );
        kinesis.Emulator = stack.Local.KinesisUrl;
        dynamoDb?.Emulator = stack.Local.DynamoDbUrl;
        return stack;
    }

    /// <summary>
    /// Kills the function with SIGKILL at calls to AWS that a seed chooses: while the request is on its way, which then arrives whole, or
    /// half, or is carried out for nobody.
    /// </summary>
    private sealed class Killer(LocalStack stack, int seed, int most)
    {
        private const double Chance = 0.15;

        private readonly Lock gate = new();
        private readonly Random random = new(seed);

        public int Kills { get; private set; }

        public Fate Decide(string operation)
        {
            lock (gate)
            {
                if (Kills == most || random.NextDouble() >= Chance)
                {
                    return Fate.Pass;
                }

                Kills++;
                foreach (var id in stack.Lambda.ProcessIdsOf(LocalFunctions.Reprocessor))
                {
                    Kill(id);
                }

                return (Fate)random.Next(3);
            }
        }

        private static void Kill(int id)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended already, from the kill before.
            }
        }
    }
}
