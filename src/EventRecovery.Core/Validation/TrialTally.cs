namespace EventRecovery.Validation;

/// <summary>
/// What a trial has seen, in bounded memory: of one shard, or of several merged. The order of merging does not matter, but for which
/// of too many keys are named.
/// </summary>
public sealed class TrialTally
{
    private const int MostGroups = 1_000;
    private const int MostPaths = 100;
    private const int MostNamed = 50;
    private const string Others = "(others)";

    /// <summary>False when a part of the shard was looked at by an invocation whose notes are lost.</summary>
    public bool IsWhole { get; set; } = true;

    public long Read { get; set; }
    public long Sampled { get; set; }

    /// <summary>Records of events that had been looked at before.</summary>
    public long Copies { get; set; }

    /// <summary>Records whose event is another one than the first with its id.</summary>
    public long Conflicting { get; set; }
    public List<string> ConflictIds { get; init; } = [];
    public SortedDictionary<string, long> Verdicts { get; init; } = new(StringComparer.Ordinal);
    public long Violating { get; set; }
    public SortedDictionary<string, PathTally> Paths { get; init; } = new(StringComparer.Ordinal);
    public ChangeSketch Change { get; init; } = new();
    public List<ChangedEvent> Worst { get; init; } = [];
    public List<ViolatingEvent> Violations { get; init; } = [];
    public List<string> NewIds { get; init; } = [];
    public SortedDictionary<string, GroupTally> Keys { get; init; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, GroupTally> Types { get; init; } = new(StringComparer.Ordinal);
    public SortedDictionary<int, StepTally> Steps { get; init; } = [];

    /// <summary>An event counts once, as the first of its copies says.</summary>
    internal void Add(JudgedEvent judged, Sight sight, TimeSteps steps)
    {
        Read++;
        if (sight != Sight.First)
        {
            Repeat(sight, judged.Id);
        }
        else if (judged.Verdict is { } verdict)
        {
            Add(judged, verdict, steps);
        }
    }

    /// <summary>Another shard has counted the event. What was noted by key, type, path and time stays: it is for people, and no gate asks it.</summary>
    internal void Forget(SeenEvent again, Sight sight, string id)
    {
        Sampled--;
        Verdicts[again.Verdict.ToString()]--;
        Repeat(sight, id);
    }

    private void Repeat(Sight sight, string id)
    {
        if (sight == Sight.Copy)
        {
            Copies++;
            return;
        }
        Conflicting++;
        if (!ConflictIds.Contains(id))
        {
            Name(ConflictIds, [id]);
        }
    }

    private void Add(JudgedEvent judged, TrialVerdict verdict, TimeSteps steps)
    {
        Sampled++;
        Verdicts[verdict.ToString()] = Verdicts.GetValueOrDefault(verdict.ToString()) + 1;
        var changed = verdict == TrialVerdict.Changed ? 1 : 0;
        Count(Keys, judged.Key, 1, changed);
        Count(Types, judged.Type ?? "(none)", 1, changed);
        if (verdict == TrialVerdict.New)
        {
            Name(NewIds, [judged.Id]);
        }
        if (judged.Violation is { } violation)
        {
            Violating++;
            Keep(Violations, [violation], one => one.Id);
        }
        foreach (var difference in judged.Differences)
        {
            Note(judged, difference);
        }
        if (steps.StepOf(judged.ArrivedAt) is { } step)
        {
            Step(step).Add(judged.Id, judged.Values, changed);
        }
    }

    public void Merge(TrialTally other)
    {
        IsWhole &= other.IsWhole;
        Read += other.Read;
        Sampled += other.Sampled;
        Copies += other.Copies;
        Conflicting += other.Conflicting;
        Name(ConflictIds, other.ConflictIds.Except(ConflictIds, StringComparer.Ordinal));
        Violating += other.Violating;
        foreach (var (verdict, count) in other.Verdicts)
        {
            Verdicts[verdict] = Verdicts.GetValueOrDefault(verdict) + count;
        }
        foreach (var (path, tally) in other.Paths)
        {
            Path(path).Merge(tally);
        }
        Change.Add(other.Change);
        Keep(other.Worst);
        Keep(Violations, other.Violations, one => one.Id);
        Name(NewIds, other.NewIds);
        foreach (var (key, group) in other.Keys)
        {
            Count(Keys, key, group.Events, group.Changed);
        }
        foreach (var (type, group) in other.Types)
        {
            Count(Types, type, group.Events, group.Changed);
        }
        foreach (var (at, step) in other.Steps)
        {
            Step(at).Merge(step);
        }
    }

    internal long Of(TrialVerdict verdict) => Verdicts.GetValueOrDefault(verdict.ToString());

    private void Note(JudgedEvent judged, ValueDifference difference)
    {
        if (difference.Kind == DifferenceKind.Ignored)
        {
            return;
        }
        Path(difference.Path).Add(difference);
        if (difference.Relative is { } relative)
        {
            Change.Add(relative);
        }
        if (difference.Kind == DifferenceKind.Changed)
        {
            Keep([
                new ChangedEvent(
                    judged.Id,
                    judged.At,
                    judged.Key,
                    difference.Path,
                    difference.Before,
                    difference.After,
                    difference.Relative
                ),
            ]);
        }
    }

    // The largest changes; what is no number, or was zero, counts as the largest. Ties by id, so that a repeat names the same.
    private void Keep(IEnumerable<ChangedEvent> changes)
    {
        Worst.AddRange(changes);
        if (Worst.Count > MostNamed)
        {
            Trim();
        }
    }

    internal void Trim()
    {
        var kept = Worst
            .OrderByDescending(one => Math.Abs(one.Relative ?? double.MaxValue))
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .ThenBy(one => one.Path, StringComparer.Ordinal)
            .Take(MostNamed)
            .ToList();
        Worst.Clear();
        Worst.AddRange(kept);
    }

    private static void Keep<T>(List<T> named, IEnumerable<T> more, Func<T, string> id)
    {
        named.AddRange(more);
        if (named.Count > MostNamed)
        {
            var kept = named.OrderBy(id, StringComparer.Ordinal).Take(MostNamed).ToList();
            named.Clear();
            named.AddRange(kept);
        }
    }

    private static void Name(List<string> named, IEnumerable<string> more) => Keep(named, more, one => one);

    private PathTally Path(string path)
    {
        var name = Paths.ContainsKey(path) || Paths.Count < MostPaths ? path : Others;
        return Paths.TryGetValue(name, out var known) ? known : Paths[name] = new PathTally();
    }

    private StepTally Step(int step) => Steps.TryGetValue(step, out var known) ? known : Steps[step] = new StepTally();

    private static void Count(SortedDictionary<string, GroupTally> groups, string name, long events, long changed)
    {
        name = groups.ContainsKey(name) || groups.Count < MostGroups ? name : Others;
        var before = groups.GetValueOrDefault(name) ?? new GroupTally(0, 0);
        groups[name] = new GroupTally(before.Events + events, before.Changed + changed);
    }
}

public sealed record GroupTally(long Events, long Changed);

public sealed class PathTally
{
    public long Changed { get; set; }
    public long WithinTolerance { get; set; }
    public SortedDictionary<string, long> Known { get; init; } = new(StringComparer.Ordinal);
    public ChangeSketch Change { get; init; } = new();

    internal void Add(ValueDifference difference)
    {
        Changed += difference.Kind == DifferenceKind.Changed ? 1 : 0;
        WithinTolerance += difference.Kind == DifferenceKind.WithinTolerance ? 1 : 0;
        if (difference.Known is { } name)
        {
            Known[name] = Known.GetValueOrDefault(name) + 1;
        }
        if (difference.Relative is { } relative)
        {
            Change.Add(relative);
        }
    }

    internal void Merge(PathTally other)
    {
        Changed += other.Changed;
        WithinTolerance += other.WithinTolerance;
        foreach (var (name, count) in other.Known)
        {
            Known[name] = Known.GetValueOrDefault(name) + count;
        }
        Change.Add(other.Change);
    }
}
