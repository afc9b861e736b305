namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>Random traces of operations on a stream, on Kinesis in memory and on kinesis-local, in step.</summary>
public sealed class StreamDifferentialTests(Cloud cloud)
{
    private readonly StreamSubject subject = new(cloud);

    public static TheoryData<string> Known => [.. StreamDifferences.All.Select(known => known.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_give_the_same_answers()
    {
        var compared = await Agreement.SearchAsync(subject, firstSeed: 1, traces: 6, Token);

        compared.ShouldBeGreaterThan(40);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public Task A_known_difference_is_still_there(string name) =>
        Agreement.ShouldStillDifferAsync(subject, name, Token);

    [Fact(Explicit = true)]
    public async Task Both_give_the_same_answers_for_a_long_time() =>
        (await Agreement.SearchAsync(subject, firstSeed: 1_000, traces: 300, Token)).ShouldBeGreaterThan(20_000);
}
