using System.Globalization;
using Amazon.CDK.AWS.Lambda;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>Reads the context of the app; what is wrong with it is told all at once.</summary>
internal sealed class RecoverySettingsReader(Func<string, string?> context)
{
    private static readonly RecoveryStackProps Defaults = new()
    {
        ReprocessorCode = null!,
        ReplayerCode = null!,
        AuditorCode = null!,
    };

    private readonly List<string> problems = [];

    public static (string StackName, RecoveryStackProps Props, IReadOnlyList<string> Problems) Read(
        Func<string, string?> context
    )
    {
        var reader = new RecoverySettingsReader(context);
        var name = reader.Text("StackName", StackNames.Default);
        return (name, reader.Props(), reader.problems);
    }

    private RecoveryStackProps Props() =>
        new()
        {
            AnalyticsReporting = false,
            SourceStreamName = Text(nameof(Defaults.SourceStreamName), Defaults.SourceStreamName),
            CreateSourceStream = Flag(nameof(Defaults.CreateSourceStream), Defaults.CreateSourceStream),
            ErrorStreamName = Text(nameof(Defaults.ErrorStreamName), Defaults.ErrorStreamName),
            CreateErrorStream = Flag(nameof(Defaults.CreateErrorStream), Defaults.CreateErrorStream),
            RecoveredStreamName = Text(nameof(Defaults.RecoveredStreamName), Defaults.RecoveredStreamName),
            CreateRecoveredStream = Flag(nameof(Defaults.CreateRecoveredStream), Defaults.CreateRecoveredStream),
            StreamRetentionHours = Number(nameof(Defaults.StreamRetentionHours), Defaults.StreamRetentionHours),
            ExistingStreamsKeyArn = Optional(nameof(Defaults.ExistingStreamsKeyArn)),
            ExistingTableName = Optional(nameof(Defaults.ExistingTableName)),
            ExistingBucketName = Optional(nameof(Defaults.ExistingBucketName)),
            ArchiveBucketName = Optional(nameof(Defaults.ArchiveBucketName)),
            CreateArchive = Flag(nameof(Defaults.CreateArchive), Defaults.CreateArchive),
            ArchiveRetentionDays = Number(nameof(Defaults.ArchiveRetentionDays), Defaults.ArchiveRetentionDays),
            ResultsStreamName = Optional(nameof(Defaults.ResultsStreamName)),
            ResultsBucketName = Optional(nameof(Defaults.ResultsBucketName)),
            ResultsPrefix = Optional(nameof(Defaults.ResultsPrefix)),
            AuditCompare = Optional(nameof(Defaults.AuditCompare)),
            AuditInterval = Text(nameof(Defaults.AuditInterval), Defaults.AuditInterval),
            AuditLength = Text(nameof(Defaults.AuditLength), Defaults.AuditLength),
            AuditGrace = Text(nameof(Defaults.AuditGrace), Defaults.AuditGrace),
            ExistingKeyArn = Optional(nameof(Defaults.ExistingKeyArn)),
            LogRetentionDays = Number(nameof(Defaults.LogRetentionDays), Defaults.LogRetentionDays),
            Rates = Text(nameof(Defaults.Rates), Defaults.Rates),
            Architecture = OneOf(nameof(Defaults.Architecture), Defaults.Architecture, "arm64", "x86_64"),
            Runtime = OneOf(nameof(Defaults.Runtime), Defaults.Runtime, "dotnet10", "provided.al2023"),
            ReprocessorMemory = Number(nameof(Defaults.ReprocessorMemory), Defaults.ReprocessorMemory),
            ReplayerMemory = Number(nameof(Defaults.ReplayerMemory), Defaults.ReplayerMemory),
            ReplayerConcurrency = Number(nameof(Defaults.ReplayerConcurrency), Defaults.ReplayerConcurrency),
            AuditorMemory = Number(nameof(Defaults.AuditorMemory), Defaults.AuditorMemory),
            AlarmTopicArn = Optional(nameof(Defaults.AlarmTopicArn)),
            ReprocessorCode = CodeIn("reprocessor"),
            ReplayerCode = CodeIn("replayer"),
            AuditorCode = CodeIn("auditor"),
        };

    private string? Optional(string name) => context(name) is { Length: > 0 } value ? value : null;

    private string Text(string name, string otherwise) => Optional(name) ?? otherwise;

    private bool Flag(string name, bool otherwise) =>
        OneOf(name, otherwise ? "true" : "false", "true", "false") == "true";

    private int Number(string name, int otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        problems.Add($"{name} is \"{text}\"; write a whole number");
        return otherwise;
    }

    private string OneOf(string name, string otherwise, params string[] allowed)
    {
        var value = Text(name, otherwise);
        if (allowed.Contains(value))
        {
            return value;
        }

        problems.Add($"{name} is \"{value}\"; write {string.Join(" or ", allowed)}");
        return otherwise;
    }

    private AssetCode CodeIn(string function)
    {
        var folder = Path.Combine(Text("Code", Path.Combine("..", "artifacts")), function);
        if (Directory.Exists(folder))
        {
            return Code.FromAsset(folder);
        }

        problems.Add($"there is no {folder}; run make artifacts first, or say where the functions are: -c Code=FOLDER");
        return null!;
    }
}
