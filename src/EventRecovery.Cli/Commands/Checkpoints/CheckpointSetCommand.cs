using System.CommandLine;
using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary><c>recover checkpoint set</c>: has a shard go on somewhere else. Never under somebody's feet, unless that is asked for.</summary>
internal static class CheckpointSetCommand
{
    /// <summary>Times a working owner may save in between before it is given up.</summary>
    private const int MostTries = 5;

    private static readonly Option<string> Shard = new("--shard")
    {
        Description = "The shard, or the last digits of its number.",
        HelpName = "SHARD",
        Required = true,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "beginning, done, or the sequence number of the last record that counts as finished.",
        HelpName = "POSITION",
        Required = true,
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Take the shard from whoever works on it. Nothing more of theirs is saved.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("set", "Have a run go on somewhere else in one shard. Asks first.")
        {
            CheckpointCommand.Run,
            Shard,
            To,
            Force,
            Confirmation.Yes,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var to =
            CheckpointPlace.Read(invocation.Get(To)!)
            ?? throw Usage.Wrong(
                $"{invocation.Get(To)} is not a position",
                $"Write {CheckpointPlace.Beginning}, {CheckpointPlace.Done}, or a sequence number that recover checkpoint show prints."
            );
        await using var resources = invocation.Connect();
        var run = await invocation.RunAsync(resources);
        if (run.IsFinal)
        {
            throw Usage.Wrong(
                $"the run {run.Id} is {run.State.ToString().ToLowerInvariant()}: nothing reads its checkpoints any more",
                "Start a new run of the window. What is published already is not published again."
            );
        }

        var before = await FindAsync(invocation, resources, run.Id);
        if (Decide(invocation, before, to) is not { } move)
        {
            return await ReportAsync(invocation, run.Id, before, before);
        }

        Show(invocation, before, move);
        await invocation.ConfirmAsync("Move it?");
        (before, var after) = await MoveAsync(invocation, resources, run.Id, before, to);
        return await ReportAsync(invocation, run.Id, before, after);
    }

    private static async Task<ShardCheckpoint> FindAsync(Invocation invocation, Resources resources, RunId run)
    {
        var wanted = invocation.Get(Shard)!;
        var all = await resources.Checkpoints.LoadAsync(run, invocation.CancellationToken);
        var found = all.Where(one => one.Key.Shard.Value == wanted).ToList();
        found =
            found.Count > 0
                ? found
                : [.. all.Where(one => one.Key.Shard.Value.EndsWith(wanted, StringComparison.Ordinal))];
        return found switch
        {
            [var only] => only,
            [] => throw Usage.Wrong(
                $"the run {run} has no checkpoint in a shard {wanted}",
                $"Look at: recover checkpoint show {run}"
            ),
            _ => throw Usage.Wrong(
                $"{wanted} may be {string.Join(" or ", found.Take(3).Select(one => one.Key.Shard))}",
                "Write the shard's whole name."
            ),
        };
    }

    /// <summary>Null when it is there already.</summary>
    private static CheckpointMove.Allowed? Decide(Invocation invocation, ShardCheckpoint current, ShardPosition to)
    {
        var now = invocation.Surroundings.Time.GetUtcNow();
        return CheckpointMove.Decide(
            current,
            to,
            now,
            invocation.Surroundings.Entropy.NextToken(),
            invocation.Get(Force)
        ) switch
        {
            CheckpointMove.Allowed allowed => allowed,
            CheckpointMove.HeldBy held => throw Held(invocation, current, held, now),
            _ => null,
        };
    }

    private static CommandException Held(
        Invocation invocation,
        ShardCheckpoint current,
        CheckpointMove.HeldBy held,
        DateTimeOffset now
    )
    {
        var left = (held.Until - now).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return new CommandException(
            ExitCode.FoundWrong,
            new Problem($"{held.Owner} works on {current.Key.Shard}: its lease ends in {left} s, unless it is renewed")
            {
                Kept = "Nothing was changed.",
                Next =
                    $"Stop the run first (recover cancel {invocation.Get(CheckpointCommand.Run)} ends it for good), or wait for the lease to end. "
                    + "--force takes the shard away: its worker is refused at its next save, and what it published meanwhile is not published again.",
            }
        );
    }

    private static void Show(Invocation invocation, ShardCheckpoint before, CheckpointMove.Allowed move)
    {
        var now = invocation.Surroundings.Time.GetUtcNow();
        var console = invocation.Terminal.People;
        console.MarkupLineInterpolated($"{before.Key.Shard}");
        console.MarkupLine($"  now   {CheckpointView.Line(before, now)}");
        console.MarkupLine($"  then  {CheckpointView.Line(move.Moved, now)}");
        console.MarkupLine(
            move.Direction == MoveDirection.Forward
                ? "  [yellow]What lies between is not read by this run.[/]"
                : "  What lies between is read again, and what is published of it is not published again."
        );
        if (move is { Direction: MoveDirection.Back } && before.IsDone)
        {
            console.MarkupLine(
                "  [yellow]Shards that came of it may have been read already: an event found only now comes after theirs.[/]"
            );
        }
    }

    /// <summary>Under force, a worker that saves in between is taken the shard from again.</summary>
    private static async Task<(ShardCheckpoint Before, ShardCheckpoint After)> MoveAsync(
        Invocation invocation,
        Resources resources,
        RunId run,
        ShardCheckpoint seen,
        ShardPosition to
    )
    {
        for (var attempt = 1; Decide(invocation, seen, to) is { Moved: var moved }; attempt++)
        {
            if (await resources.Checkpoints.AcquireAsync(run, seen, moved, invocation.CancellationToken))
            {
                return (seen, moved);
            }

            if (!invocation.Get(Force) || attempt == MostTries)
            {
                throw new CommandException(
                    ExitCode.FoundWrong,
                    new Problem($"somebody has worked on {seen.Key.Shard} meanwhile")
                    {
                        Kept = "Nothing was changed.",
                        Next = $"Look again: recover checkpoint show {run}",
                    }
                );
            }

            seen = await resources.Checkpoints.FindAsync(run, seen.Key, invocation.CancellationToken) ?? seen;
        }

        return (seen, seen);
    }

    private static async Task<ExitCode> ReportAsync(
        Invocation invocation,
        RunId run,
        ShardCheckpoint before,
        ShardCheckpoint after
    )
    {
        var (now, changed) = (invocation.Surroundings.Time.GetUtcNow(), before != after);
        var next = changed
            ? $"Moved. Go on with: recover replay --run {run}"
            : "It is there already: nothing was changed.";
        invocation.Terminal.People.MarkupLineInterpolated($"{next}");
        if (invocation.Terminal.IsJson)
        {
            var was = CheckpointReport.Of(before, now);
            var takenFrom = changed && was.IsWorkedOn ? was.Owner : null;
            await invocation.Terminal.WriteJsonAsync(
                new CheckpointMoveReport(true, run.Value, changed, was, CheckpointReport.Of(after, now), takenFrom),
                OutputJson.Default.CheckpointMoveReport
            );
        }

        return ExitCode.Ok;
    }
}
