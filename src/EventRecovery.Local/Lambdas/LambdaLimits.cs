namespace EventRecovery.Local.Lambdas;

/// <summary>Sizes that AWS enforces (Lambda quotas, developer guide, 2026).</summary>
internal static class LambdaLimits
{
    /// <summary>Request and response of a synchronous invocation: 6 MB.</summary>
    public const int SynchronousPayloadBytes = 6 * 1024 * 1024;

    /// <summary>Request of an asynchronous invocation: 1 MB.</summary>
    public const int AsynchronousPayloadBytes = 1024 * 1024;
}
