using System.Globalization;

namespace EventRecovery.Local.Emulators;

/// <summary>One of the two emulators: its launcher, and the settings that make it quick and quiet.</summary>
internal sealed record EmulatorKind(string Name, string Launcher, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The account that both emulators put into their ARNs.</summary>
    public const string AccountId = "000000000000";

    /// <summary>The region of the local stack.</summary>
    public const string Region = "us-east-1";

    // Long enough to be seen as a state of its own by code that waits for ACTIVE, short enough not to slow anything down.
    private const string StateChange = "10ms";

    /// <summary>kinesis-local. Every variable it reads is set here, so that nobody's shell can change what it does.</summary>
    public static EmulatorKind Kinesis { get; } =
        new(
            "kinesis-local",
            "kinesis.js",
            new Dictionary<string, string?>
            {
                ["NODE_OPTIONS"] = null,
                ["AWS_ACCOUNT_ID"] = AccountId,
                ["AWS_REGION"] = Region,
                ["INITIALIZE_STREAMS"] = null,
                ["SHARD_LIMIT"] = "1000",
                ["LOG_LEVEL"] = "ERROR",
                ["ROOT_LOG_LEVEL"] = "ERROR",
                ["SHOULD_PERSIST_DATA"] = "false",
                ["LOAD_DATA_IF_EXISTS"] = "false",
                ["KINESIS_MOCK_CERT_PATH"] = null,
                ["KINESIS_MOCK_CERT_PASSWORD"] = null,
                ["CREATE_STREAM_DURATION"] = StateChange,
                ["DELETE_STREAM_DURATION"] = StateChange,
                ["SPLIT_SHARD_DURATION"] = StateChange,
                ["MERGE_SHARDS_DURATION"] = StateChange,
                ["UPDATE_SHARD_COUNT_DURATION"] = StateChange,
                ["UPDATE_STREAM_MODE_DURATION"] = StateChange,
                ["START_STREAM_ENCRYPTION_DURATION"] = StateChange,
                ["STOP_STREAM_ENCRYPTION_DURATION"] = StateChange,
                ["REGISTER_STREAM_CONSUMER_DURATION"] = StateChange,
                ["DEREGISTER_STREAM_CONSUMER_DURATION"] = StateChange,
            }
        );

    /// <summary>kinesis-local with a clock that is behind.</summary>
    public static EmulatorKind KinesisBehind(TimeSpan lag) =>
        Kinesis with
        {
            Environment = new Dictionary<string, string?>(Kinesis.Environment)
            {
                ["EMULATOR_CLOCK_LAG"] = lag.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            },
        };

    /// <summary>dynalite.</summary>
    public static EmulatorKind DynamoDb { get; } =
        new(
            "dynalite",
            "dynamodb.js",
            new Dictionary<string, string?>
            {
                ["NODE_OPTIONS"] = null,
                ["AWS_ACCOUNT_ID"] = AccountId,
                ["AWS_REGION"] = Region,
            }
        );
}
