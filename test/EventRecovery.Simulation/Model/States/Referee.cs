namespace EventRecovery.Simulation.Model.States;

/// <summary>What must hold at every state. Only the world is judged: nothing of what the engine remembers.</summary>
internal sealed class Referee(Scene scene)
{
    /// <summary>
    /// Claims that no rule allows do no harm yet: their events are noted, and a second copy of one is the violation. A claim beside
    /// another of the same event is lawful when that one's invocation crashed, froze or lost an answer, or when it was left open past the
    /// claim time-out.
    /// </summary>
    public void Claimed(ModelState state, int log, TablePage claim, bool lostAnAnswer, bool isFrozenAlive)
    {
        for (var e = 0; e < scene.Events; e++)
        {
            if (
                (scene.EventsOf(claim.Records) >> e & 1) != 0
                && state.FindLast(log, page => !IsLawful(page, claim, e, lostAnAnswer, isFrozenAlive)) is not null
            )
            {
                state.Unlawful |= 1 << e;
            }
        }
    }

    public string? Published(ModelState state, int writer, Holder holder, int records)
    {
        var before = state.Published;
        foreach (var i in Enumerable.Range(0, scene.Count))
        {
            if ((records >> i & 1) == 0)
            {
                continue;
            }

            var record = scene.Records[i];
            var at = state.FindLast(record.Log, page => page.IsHeldBy(writer, holder) && page.Claims(i));
            if (at is not { } number || (state.Page(record.Log, number).Accepted >> i & 1) != 0)
            {
                state.Unlawful |= 1 << record.Event;
            }

            if ((before & state.Unlawful & 1 << record.Event) != 0)
            {
                return $"e{record.Event} is published twice, and neither crash, lost answer nor silence past the claim time-out is to blame";
            }

            if (FirstMissingBefore(i, before | state.Parked) is { } missing && (before >> record.Event & 1) == 0)
            {
                return (records >> missing & 1) != 0
                    ? $"e{record.Event} may land before e{scene.Records[missing].Event} of its order key: they travel in one call"
                    : $"e{record.Event} is published before e{scene.Records[missing].Event} of its order key";
            }

            state.Published |= 1 << record.Event;
        }

        return null;
    }

    /// <summary>A record that is acknowledged never comes again.</summary>
    public string? Acknowledged(ModelState state, int records)
    {
        for (var i = 0; i < scene.Count; i++)
        {
            var record = scene.Records[i];
            var isPublished = (state.Published >> record.Event & 1) != 0;
            if ((records >> i & 1) == 0 || (state.Parked >> record.Event & 1) != 0)
            {
                continue;
            }

            if (!isPublished || state.FindLast(record.Log, page => IsMarked(page, record.Event)) is null)
            {
                return isPublished
                    ? $"record {i} is acknowledged, and no done item says that e{record.Event} was published"
                    : $"record {i} is acknowledged, and e{record.Event} is neither published nor parked: it is lost";
            }
        }

        return null;
    }

    /// <summary>An invocation has ended by itself.</summary>
    public static string? Ended(ModelState state, int writer, Holder holder)
    {
        for (var log = 0; log < state.Logs; log++)
        {
            if (state.FindLast(log, page => page.IsHeldBy(writer, holder)) is { } open)
            {
                return $"page {open} is left open by an invocation that ended in peace: everybody waits for the claim time-out";
            }
        }

        return null;
    }

    private bool IsLawful(TablePage page, TablePage claim, int e, bool lostAnAnswer, bool isFrozenAlive)
    {
        if ((scene.EventsOf(page.Records) >> e & 1) == 0)
        {
            return true;
        }

        var isMine = page.Writer == claim.Writer;
        if (!page.IsClosed)
        {
            return isMine ? page.Holder != claim.Holder || lostAnAnswer : page.Epoch < claim.Epoch;
        }

        if (!IsMarked(page, e))
        {
            // Free again, unless it was published and its writer knew.
            return (scene.EventsOf(page.Accepted) >> e & 1) == 0;
        }

        // It was finished after the claimant had looked: the claimant could not know when the writer was given up by then.
        return isMine ? page.ClosedByFrozen || isFrozenAlive : page.ClosedIn > page.Epoch;
    }

    private bool IsMarked(TablePage page, int e) => page.IsClosed && (scene.EventsOf(page.Marked) >> e & 1) != 0;

    private int? FirstMissingBefore(int index, int finished)
    {
        for (var i = 0; i < index; i++)
        {
            var earlier = scene.Records[i];
            if (
                earlier.Key == scene.Records[index].Key
                && earlier.Event != scene.Records[index].Event
                && (finished >> earlier.Event & 1) == 0
            )
            {
                return i;
            }
        }

        return null;
    }
}
