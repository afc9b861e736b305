namespace EventRecovery.Local.Emulators;

/// <summary>How the emulators are installed and started. The defaults suit tests and the local stack alike.</summary>
public sealed record EmulatorOptions
{
    /// <summary>
    /// Where the npm packages are kept between runs, one folder a lock file. Default: <c>eventrecovery/emulators</c> in the user's local
    /// application data.
    /// </summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder();

    /// <summary>How long one <c>npm ci</c> may take, or wait for another process's. Default 5 minutes.</summary>
    public TimeSpan InstallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an emulator may take until it answers. Default 60 seconds; about one is usual.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The folders searched for <c>node</c> and <c>npm</c>, as in the variable PATH. Default: that variable.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>
    /// How far the clock of the emulated Kinesis is behind. What is put now has arrived that long ago, so the window of a replay is over
    /// without anybody waiting for it. Default zero.
    /// </summary>
    public TimeSpan ClockLag { get; init; }

    /// <summary>The clock of every bound above.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private static string DefaultCacheFolder()
    {
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify
        );
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "eventrecovery", "emulators");
    }
}
