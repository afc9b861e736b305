namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>Random traces of the product's requests to DynamoDB, on the simulation's table and on dynalite, in step.</summary>
public sealed class TableDifferentialTests(Cloud cloud)
{
    private readonly TableSubject subject = new(cloud);

    public static TheoryData<string> Known => [.. TableDifferences.All.Select(known => known.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_give_the_same_answers_for_the_same_units()
    {
        var compared = await Agreement.SearchAsync(subject, firstSeed: 1, traces: 16, Token);

        compared.ShouldBeGreaterThan(300);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public Task A_known_difference_is_still_there(string name) =>
        Agreement.ShouldStillDifferAsync(subject, name, Token);

    [Fact(Explicit = true)]
    public async Task Both_give_the_same_answers_for_a_long_time() =>
        (await Agreement.SearchAsync(subject, firstSeed: 1_000, traces: 3_000, Token)).ShouldBeGreaterThan(20_000);
}
