namespace EventRecovery.Replay.Running;

/// <summary>No replay goes on before its trial is proven, or somebody answers for it.</summary>
internal static class TrialGate
{
    /// <exception cref="RunRefusedException">The replay may not follow the trial.</exception>
    public static void Check(RunDefinition replay, RunId id, ReplayRun? trial)
    {
        if (trial is null)
        {
            throw new RunRefusedException(
                $"There is no trial {id} to follow. Run it first: recover replay --mode trial"
            );
        }

        var done = trial.Definition;
        if (done.Mode != ReplayMode.Trial)
        {
            throw new RunRefusedException($"The run {id} is a {Name(done.Mode)}, and only a trial can be followed.");
        }

        if ((done.Stream, done.Window, done.Version) != (replay.Stream, replay.Window, replay.Version))
        {
            throw new RunRefusedException(
                $"The trial {id} was of {done.Stream} {done.Window} with {done.Version}; this replay is of {replay.Stream} "
                    + $"{replay.Window} with {replay.Version}. It proves nothing for it: run a trial of the same."
            );
        }

        if (trial.State != RunState.Complete)
        {
            throw new RunRefusedException($"The trial {id} is {Name(trial.State)}. Wait for it: recover watch {id}");
        }

        if (!trial.LetsReplayFollow)
        {
            throw new RunRefusedException(
                $"The trial {id} is on hold, and nothing was published. {trial.Trial?.Reason} Look at recover status {id}; whoever "
                    + $"answers for it may let it pass: recover approve {id} --why …"
            );
        }
    }

    /// <exception cref="RunRefusedException">There is nothing to approve.</exception>
    public static void CheckApproval(ReplayRun run)
    {
        if (run.Definition.Mode != ReplayMode.Trial)
        {
            throw new RunRefusedException(
                $"The run {run.Id} is a {Name(run.Definition.Mode)}; only a trial is approved."
            );
        }

        if (run.State != RunState.Complete)
        {
            throw new RunRefusedException($"The trial {run.Id} is {Name(run.State)}, and has shown nothing yet.");
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => Requests.ReplayRequestReader.Name(value);
}
