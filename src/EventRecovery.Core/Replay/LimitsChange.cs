namespace EventRecovery.Replay;

/// <summary>The limits that a request names; null leaves a limit as it is.</summary>
public sealed record LimitsChange(int? RecordsPerSecondPerShard = null, long? MaxWriteUnits = null)
{
    public ReplayLimits ApplyTo(ReplayLimits limits) =>
        limits with
        {
            RecordsPerSecondPerShard = RecordsPerSecondPerShard ?? limits.RecordsPerSecondPerShard,
            MaxWriteUnits = MaxWriteUnits ?? limits.MaxWriteUnits,
        };
}
