namespace EventRecovery.Streams;

/// <summary>How long a stream keeps its records.</summary>
public interface IStreamRetention
{
    /// <summary>The longest that Kinesis offers, 365 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Raises it, in whole hours. It never lowers it: that would forget records.</summary>
    Task ExtendAsync(StreamName stream, TimeSpan to, CancellationToken cancellationToken);
}
