using System.Text.Json;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly RunId Run = new("pricing-bug");

    private readonly InMemoryResources resources = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkpoints_are_shown_with_who_works_on_them()
    {
        await SaveAsync(0, At("49680454"), owner: null);
        await SaveAsync(1, At("49680999"), owner: "worker-1", leaseLeft: 30);
        await SaveAsync(2, ShardPosition.Beginning, owner: "worker-2", leaseLeft: -30);
        await SaveAsync(3, new ShardPosition.Done(ShardEnd.Closed), owner: null);

        (await RunAsync("show", "pricing-bug")).Transcript.ShouldMatchSnapshot("checkpoint-show");
    }

    [Fact]
    public async Task A_move_under_a_live_lease_is_refused_and_says_what_force_does()
    {
        await SaveAsync(1, At("49680999"), owner: "worker-1", leaseLeft: 30);

        var cli = await RunAsync("set", "pricing-bug", "--shard", "1", "--to", "beginning", "--yes");

        cli.Transcript.ShouldMatchSnapshot("checkpoint-set-leased");
        (await StoredAsync(1)).Lease.Owner.ShouldBe("worker-1");
    }

    [Fact]
    public async Task A_script_that_does_not_say_yes_changes_nothing()
    {
        await SaveAsync(1, At("49680999"), owner: null);

        var cli = await RunAsync("set", "pricing-bug", "--shard", "1", "--to", "beginning");

        cli.Transcript.ShouldMatchSnapshot("checkpoint-set-unconfirmed");
        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        (await StoredAsync(1)).Position.ShouldBe(At("49680999"));
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("\n", 2)]
    [InlineData("", 2)]
    public async Task A_person_is_asked(string answer, int ends)
    {
        await SaveAsync(1, At("49680999"), owner: null);
        var cli = new Cli
        {
            Input = System.Text.Encoding.UTF8.GetBytes(answer),
            InputIsTerminal = true,
            Resources = resources,
        };

        await cli.StartAsync(
            ["checkpoint", "set", "pricing-bug", "--shard", "1", "--to", "done", "--table", "t"],
            Token
        );

        ((int)cli.ExitCode).ShouldBe(ends, cli.Error);
        cli.Error.ShouldContain("Move it? [y/N]");
        (await StoredAsync(1)).IsDone.ShouldBe(ends == 0);
    }

    [Fact]
    public async Task By_force_the_worker_loses_the_shard()
    {
        await SaveAsync(1, At("49680999"), owner: "worker-1", leaseLeft: 30);
        var held = await StoredAsync(1);

        var cli = await RunAsync(
            "set",
            "pricing-bug",
            "--shard",
            "shardId-000000000001",
            "--to",
            "49680500/3",
            "--force",
            "--yes",
            "--json"
        );

        var report = JsonDocument.Parse(cli.Output).RootElement;
        report.GetProperty("takenFrom").GetString().ShouldBe("worker-1");
        report.GetProperty("after").GetProperty("position").GetString().ShouldBe("49680500/3");
        report.GetProperty("after").GetProperty("fence").GetInt64().ShouldBe(held.Lease.Fence + 1);
        (await resources.Checkpoints.SaveAsync(Run, held.Next(), Token)).ShouldBe(SaveOutcome.Fenced);
    }

    [Fact]
    public async Task A_run_that_is_over_has_no_use_for_it()
    {
        await SaveAsync(1, At("49680999"), owner: null);
        var run = (await resources.Runs.FindAsync(Run, Token))!;
        await resources.Runs.SaveAsync(run with { State = RunState.Cancelled }, Token);

        var cli = await RunAsync("set", "pricing-bug", "--shard", "1", "--to", "beginning", "--yes");

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldContain("the run pricing-bug is cancelled");
    }

    [Theory]
    [InlineData("49x", "1", "49x is not a position")]
    [InlineData("done", "7", "the run pricing-bug has no checkpoint in a shard 7")]
    [InlineData("done", "00", "00 may be shardId-")]
    public async Task What_is_not_there_is_said(string to, string shard, string says)
    {
        await SaveAsync(100, At("1"), owner: null);
        await SaveAsync(200, At("1"), owner: null);

        var cli = await RunAsync("set", "pricing-bug", "--shard", shard, "--to", to, "--yes");

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldContain(says);
    }

    private static ShardPosition.After At(string sequence) => new(new RecordPosition(new SequenceNumber(sequence)));

    private static ShardKey Key(int number) =>
        new(new StreamName("event_stream"), Eight.AddDays(-1), new ShardId($"shardId-{number:D12}"));

    private async Task<Cli> RunAsync(params string[] arguments)
    {
        var cli = new Cli { Resources = resources };
        await cli.StartAsync(["checkpoint", .. arguments, "--table", "t"], Token);
        return cli;
    }

    private async Task<ShardCheckpoint> StoredAsync(int shard) =>
        (await resources.Checkpoints.FindAsync(Run, Key(shard), Token))!;

    private async Task SaveAsync(int shard, ShardPosition position, string? owner, int leaseLeft = 0)
    {
        var definition = new RunDefinition(
            new StreamName("event_stream"),
            new ReplayWindow(Eight, Eight.AddHours(1)),
            new RecalculationVersion("rate-adjustment", 1),
            ReplayMode.Replay
        );
        await resources.Runs.CreateAsync(
            new ReplayRun(Run, definition, Eight.AddDays(-1), Eight, RunState.Running),
            Token
        );
        var lease = new Lease(owner, Cli.Now.AddSeconds(leaseLeft), Fence: 3);
        var checkpoint = new ShardCheckpoint(Key(shard), lease, position)
        {
            ReadUpTo = position is ShardPosition.After ? Eight.AddMinutes(20) : null,
        };
        (await resources.Checkpoints.AcquireAsync(Run, seen: null, checkpoint, Token)).ShouldBeTrue();
    }
}
