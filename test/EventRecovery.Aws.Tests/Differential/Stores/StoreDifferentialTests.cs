namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>
/// Random traces of what the product asks of its stores: in memory, on the simulation's table and on dynalite, in step. There is no known
/// difference: a store hides what its database lacks.
/// </summary>
public sealed class StoreDifferentialTests(Cloud cloud)
{
    private readonly StoreSubject subject = new(cloud);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_give_the_same_answers()
    {
        var compared = await Agreement.SearchAsync(subject, firstSeed: 1, traces: 8, Token);

        compared.ShouldBe(8 * 40);
    }

    [Fact(Explicit = true)]
    public async Task All_give_the_same_answers_for_a_long_time() =>
        (await Agreement.SearchAsync(subject, firstSeed: 1_000, traces: 2_000, Token)).ShouldBe(2_000 * 40);
}
