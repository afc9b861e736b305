namespace EventRecovery.Cli.Replay;

/// <summary>What a replay is expected to take, as the Replayer answers it to a plan.</summary>
internal sealed record ReplyEstimate
{
    public int SampledPages { get; init; }

    public long Records { get; init; }

    public long Bytes { get; init; }

    public double Minutes { get; init; }

    /// <summary>What it would take if each limit were the only one, the one that binds first. Empty when an older Replayer answers.</summary>
    public IReadOnlyList<ReplyBound> Bounds { get; init; } = [];

    public double RecordsPerSecondPerShard { get; init; }

    /// <summary>What a replay takes of a shard's read limits, above 0 and up to 1.</summary>
    public double ReadShare { get; init; }

    public long GetRecordsCalls { get; init; }

    public long PutRecordsCalls { get; init; }

    public long WriteUnits { get; init; }

    public long ReadUnits { get; init; }

    public long CheckpointWrites { get; init; }

    public decimal Dollars { get; init; }

    public string? Region { get; init; }

    public string? PricesRead { get; init; }

    public IReadOnlyList<ReplyCost> Costs { get; init; } = [];

    /// <summary>The sum of those costs.</summary>
    public decimal DollarsOf(params ReadOnlySpan<string> names)
    {
        var sum = 0m;
        foreach (var cost in Costs)
        {
            sum += names.Contains(cost.Name) ? cost.Dollars : 0;
        }

        return sum;
    }
}

/// <param name="Name">As in the price list.</param>
internal sealed record ReplyCost(string Name, decimal Quantity, decimal Dollars);

/// <param name="Limit">As <see cref="EventRecovery.Replay.Costs.TimeLimit"/>, in camel case.</param>
internal sealed record ReplyBound(string Limit, double Minutes);
