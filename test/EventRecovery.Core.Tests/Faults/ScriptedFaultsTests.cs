using EventRecovery.Claims;
using EventRecovery.Streams;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Faults;

/// <summary>What the other tests rely on: a fault happens where the script says, on the side of the effect that it says.</summary>
public sealed class ScriptedFaultsTests
{
    private static readonly ClaimLogId Log = new("rate-adjustment/1", 0, 1, DateTimeOffset.UnixEpoch);

    private readonly InMemoryClaimStore world = new();
    private readonly ScriptedFaults faults = new();
    private readonly FaultyClaimStore store;

    public ScriptedFaultsTests() => store = new FaultyClaimStore(world, faults);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_fails_leaves_no_trace()
    {
        faults.Fail(Operation.WriteDone);

        await Should.ThrowAsync<TransientFailureException>(WriteAsync);

        (await world.ReadDoneAsync(Log, page: 1, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_whose_answer_is_lost_took_effect()
    {
        faults.LoseAnswer(Operation.WriteDone);

        await Should.ThrowAsync<TransientFailureException>(WriteAsync);

        (await world.ReadDoneAsync(Log, page: 1, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_the_nth_call_from_now_fails()
    {
        await WriteAsync();
        faults.Fail(Operation.WriteDone, nth: 2);

        await WriteAsync();
        await Should.ThrowAsync<TransientFailureException>(WriteAsync);
        await WriteAsync();

        (faults.Fired, faults.Calls(Operation.WriteDone)).ShouldBe((1, 4));
    }

    [Fact]
    public async Task Nothing_of_a_crashed_process_reaches_the_world_any_more()
    {
        faults.Crash(Operation.WriteDone);

        await Should.ThrowAsync<CrashedException>(WriteAsync);
        await Should.ThrowAsync<CrashedException>(WriteAsync);
        await Should.ThrowAsync<CrashedException>(() => store.ReadDoneAsync(Log, page: 1, Token));

        (await world.ReadDoneAsync(Log, page: 1, Token)).ShouldBeNull();
    }

    private Task WriteAsync() => store.WriteDoneAsync(Log, page: 1, PublishedEntries.All, Token);
}
