namespace EventRecovery.Simulation.Mutants;

/// <summary>Every "Never" of the claim protocol, every mutant of the list of faults, and what else went wrong or might have.</summary>
internal static class AllMutants
{
    private const string Rules = "Claims/ClaimRules.cs";
    private const string Pass = "Engine/ClaimPass.cs";
    private const string Engine = "Engine/RecoveryEngine.cs";
    private const string Publisher = "Publishing/OrderedPublisher.cs";
    private const string Progress = "Replay/Reading/ShardProgress.cs";
    private const string Pages = "Replay/Running/ShardPages.cs";
    private const string Shard = "Replay/Running/ShardPass.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "skip a known but unpublished id",
            1,
            Rules,
            "var decision = ClaimDecision.Claim;",
            "if ($M && log.OpenPagesWith(digest).Any()) { return ClaimDecision.Duplicate; } var decision = ClaimDecision.Claim;"
        ),
        new(
            "treat a failed condition as a duplicate",
            14,
            Pass,
            "Counts += new BatchCounts(LostAppends: 1);",
            "if ($M) { foreach (var item in draft.Items) { item.State = ItemState.Finished; } return; } Counts += new BatchCounts(LostAppends: 1);"
        ),
        new(WireMutants.AppendWithoutCondition, 3),
        new(
            "re-read the page number at write time",
            34,
            Pass,
            "var draft = OwnPage.Draft(",
            "if ($M) { log.Absorb(await store.ReadAsync(log.Id, log.NextPage, cancellationToken)); } var draft = OwnPage.Draft("
        ),
        new(
            "one token for all passes of a process",
            57,
            Pass,
            "entropy.NextToken()",
            "($M ? (UInt128)(uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(store) : entropy.NextToken())"
        ),
        new(
            "done before publish",
            1,
            Engine,
            "await pass.AppendAsync(cancellationToken);",
            "await pass.AppendAsync(cancellationToken); if ($M) { foreach (var item in pass.Publishable()) { item.IsPublished = true; } await pass.CloseAsync(cancellationToken); }"
        ),
        new(
            "acknowledge before publish, or before done",
            11,
            Engine,
            "var accepted = new bool[items.Count];",
            "var accepted = new bool[items.Count]; if ($M) { foreach (var item in items) { item.State = ItemState.Finished; } }"
        ),
        new(
            "mark a whole page done after a partial publish",
            3,
            Pass,
            "var done = PublishedEntries.Some(",
            "var done = $M ? PublishedEntries.All : PublishedEntries.Some("
        ),
        new(
            "claim a poison event",
            57,
            Pass,
            "_ => item.Poison is null ? ItemState.Claimed : ItemState.ToPark,",
            "_ => item.Poison is null || $M ? ItemState.Claimed : ItemState.ToPark,"
        ),
        new(
            "look at the latest page of an id only",
            377,
            "Claims/ClaimLog.cs",
            "if (done.Contains(i))",
            "if ($M && !done.Contains(i)) { published.Remove(page.Entries[i].Event); } if (done.Contains(i))"
        ),
        new(
            "two entries of one order key in one PutRecords call",
            1,
            Publisher,
            "foreach (var index in heads)",
            "foreach (var index in $M ? [.. Enumerable.Range(0, records.Count)] : heads)"
        ),
        new(
            "match failures by anything but index",
            34,
            Publisher,
            "if (outcomes.Count != call.Count)",
            "if ($M) { outcomes = [.. outcomes.OrderBy(outcome => !outcome.IsAccepted)]; } if (outcomes.Count != call.Count)"
        ),
        new(
            "publish past the cut",
            11,
            Pass,
            "items.Take(Cut).Where(item => item.IsOnOwnPage)",
            "items.Take($M ? items.Count : Cut).Where(item => item.IsOnOwnPage)"
        ),
        new(
            "leave a page open after giving up",
            57,
            Engine,
            "await pass.CloseAsync(CancellationToken.None);",
            "if (!$M || pass.Publishable().All(item => item.IsPublished)) { await pass.CloseAsync(CancellationToken.None); }"
        ),
        new(
            "acknowledge a record that waits",
            11,
            Rules,
            "return ClaimDecision.Wait;",
            "return $M ? ClaimDecision.Duplicate : ClaimDecision.Wait;"
        ),
        new(WireMutants.RedriveIgnoresLog, 1),
        new(
            "confirm from the event source's progress",
            1,
            Rules,
            "if (page.Writer == me)",
            "if ($M && page.Writer == me) { return ClaimDecision.Redelivery; } if (page.Writer == me)"
        ),
        new(
            "checkpoint before publish",
            1,
            "Replay/Running/BatchRecovery.cs",
            "var wanted = records.Where(isInWindow).ToList();",
            "if ($M && records is [.., var newest]) { held.Advance(new RecordPosition(newest.Sequence), newest.ArrivedAt, Window); await held.SaveAsync(cancellationToken); } var wanted = records.Where(isInWindow).ToList();"
        ),
        new(
            "retry only failed entries at once",
            106,
            Publisher,
            "accepted[head] ? next[head] : head",
            "$M && !accepted[head] && next[head] is var other and >= 0 ? ((next[head], next[other]) = (next[other], head)) is var _ ? other : head : accepted[head] ? next[head] : head"
        ),
        new(
            "start children early",
            3,
            "Replay/Planning/ReplayPlanner.cs",
            "var waitsFor = parents.Count == 0 ?",
            "var waitsFor = parents.Count == 0 || $M ?"
        ),
        new(
            "stop at MillisBehindLatest == 0",
            1,
            Progress,
            "if (page.Next is null)",
            "if ($M && page.BehindLatest <= TimeSpan.Zero) { return ShardEnd.PastWindow; } if (page.Next is null)"
        ),
        new(
            "stop at the first late record",
            38,
            Progress,
            "if (page.Records is [.., { ArrivedAt: var last }] && last > Past)",
            "if ($M && page.Records.Any(record => record.ArrivedAt >= Window.To)) { return ShardEnd.PastWindow; } if (page.Records is [.., { ArrivedAt: var last }] && last > Past)"
        ),
        new(WireMutants.NoFence, 12),
        new(
            "let a duplicate publish",
            2,
            Rules,
            "return winner == source ? ClaimDecision.Redelivery : ClaimDecision.Duplicate;",
            "return winner == source ? ClaimDecision.Redelivery : $M ? ClaimDecision.Claim : ClaimDecision.Duplicate;"
        ),
        new(WireMutants.EventualReads, 16),
        new(
            "finish what is only read ahead",
            1,
            Pages,
            "pacer.AfterPage(",
            "if ($M && page.Records is [.., var read]) { held.Advance(new RecordPosition(read.Sequence), read.ArrivedAt, context.Run.Definition.Window); } pacer.AfterPage("
        ),
        new(
            "drop a page read ahead and keep its position",
            11,
            Pages,
            "var delay = asked is null",
            "if ($M && context.Deadline.Passed && asked is { IsCompletedSuccessfully: true, Result.Page.Records: [.., var kept] }) { held.Advance(new RecordPosition(kept.Sequence), kept.ArrivedAt, context.Run.Definition.Window); } var delay = asked is null"
        ),
        new(
            "take an error of the call ahead for an empty page",
            20,
            Pages,
            "var page = await services.Reader.ReadAsync(iterator.Value, limit, stop);",
            "ShardPage page; try { page = await services.Reader.ReadAsync(iterator.Value, limit, stop); } catch (TransientFailureException) when ($M) { page = new ShardPage([], iterator, TimeSpan.Zero); }"
        ),
        new(
            "open a shard whose iterator expired at its tip",
            22,
            Pages,
            "iterator = null;",
            "iterator = $M ? await services.Reader.OpenAsync(context.Stream.Name, shard, new ShardStart.AtTimestamp(services.Time.GetUtcNow().AddMinutes(-1)), cancellationToken) : null;"
        ),
        new(
            "open a shard whose iterator expired before what is in hand",
            186,
            Shard,
            "gathered.Last is { } read ?",
            "!$M && gathered.Last is { } read ?"
        ),
        new(
            "judge a page read ahead by the time when it is looked at",
            957,
            Shard,
            "await EndAsync(page, read.AskedAt, cancellationToken)",
            "await EndAsync(page, $M ? services.Time.GetUtcNow() : read.AskedAt, cancellationToken)"
        ),
        new(
            "put a page read ahead before the one in hand",
            3,
            "Replay/Running/GatheredRecords.cs",
            "records.AddRange(page.Records);",
            "records.InsertRange($M ? 0 : records.Count, page.Records);"
        ),
        new(
            "publish a pointer to an object that could not be put",
            740,
            Engine,
            "await objects.PutAsync(oversized.ObjectKey, oversized.Data, cancellationToken);",
            "try { await objects.PutAsync(oversized.ObjectKey, oversized.Data, cancellationToken); } catch (EventRecovery.Streams.TransientFailureException) when ($M) { }"
        ),
        new(
            "save a checkpoint without the results that it stands for",
            20,
            "Replay/Running/HeldShard.cs",
            "await SaveResultsAsync(next.IsDone, cancellationToken);",
            "try { await SaveResultsAsync(next.IsDone, cancellationToken); } catch (TransientFailureException) when ($M) { }"
        ),
        .. FoundMistakes.All,
    ];
}
