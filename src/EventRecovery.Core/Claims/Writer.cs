using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>
/// Who writes claims: the lineage that outlives a process, and the shard it reads. Two passes with the same writer follow one
/// another, or one of them is a ghost; so a writer may claim again what it left unpublished, and nobody else may, yet.
/// </summary>
public readonly record struct Writer(Lineage Lineage, StreamName Stream, ShardId Shard);

/// <summary>A consumer (for as long as it is deployed) or one replay run.</summary>
public readonly record struct Lineage(string Value)
{
    public static Lineage Consumer(string name) => new($"consumer:{name}");

    public static Lineage Run(string runId) => new($"run:{runId}");

    /// <summary>The name of the consumer, or the id of the run.</summary>
    public string Name => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public override string ToString() => Value;
}
