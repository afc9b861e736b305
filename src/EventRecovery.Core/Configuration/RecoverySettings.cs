using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Configuration;

/// <summary>What a function was configured with, checked. See <see cref="Variables"/> for the meaning of each.</summary>
public sealed record RecoverySettings
{
    public required string Table { get; init; }

    public required string RecoveredStream { get; init; }

    /// <summary>Null when <see cref="Folder"/> is used.</summary>
    public string? Bucket { get; init; }

    /// <summary>Null when <see cref="Bucket"/> is used.</summary>
    public string? Folder { get; init; }

    /// <summary>Null: the Reprocessor recovers. See <see cref="Variables.ArchivePrefix"/>.</summary>
    public string? ArchivePrefix { get; init; }

    public required Lineage Consumer { get; init; }

    public required IReadOnlyList<decimal> Rates { get; init; }

    /// <summary>Null: take the recovered stream's open shards.</summary>
    public int? ClaimSlots { get; init; }

    public required TimeSpan ClaimWindow { get; init; }

    public required TimeSpan ClaimTimeout { get; init; }

    public required EventFormat Format { get; init; }

    public required JsonLimits Limits { get; init; }

    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <exception cref="SettingsException">Lists every mistake at once, each with the variable's name.</exception>
    public static RecoverySettings Read(Func<string, string?> variable)
    {
        var reader = new SettingsReader(variable);
        var settings = new RecoverySettings
        {
            Table = reader.Required(Variables.Table),
            RecoveredStream = reader.Required(Variables.RecoveredStream),
            Bucket = reader.Optional(Variables.Bucket),
            Folder = reader.Optional(Variables.Folder),
            ArchivePrefix = reader.Optional(Variables.ArchivePrefix),
            Consumer = Lineage.Consumer(reader.Optional(Variables.Consumer) ?? "reprocessor"),
            Rates = reader.Decimals(Variables.Rates, otherwise: [1.1m]),
            ClaimSlots = reader.PowerOfTwo(Variables.ClaimSlots, ClaimLayoutRule.MaxSlots),
            ClaimWindow = reader.Duration(
                Variables.ClaimWindow,
                ClaimLayoutRule.MinWindow,
                ClaimLayoutRule.MaxWindow,
                otherwise: TimeSpan.FromHours(1)
            ),
            ClaimTimeout = reader.Duration(
                Variables.ClaimTimeout,
                TimeSpan.FromMinutes(1),
                TimeSpan.FromDays(1),
                otherwise: TimeSpan.FromMinutes(16)
            ),
            Format = new EventFormat
            {
                Id = reader.Pointer(Variables.IdPointer) ?? EventFormat.DefaultId,
                Timestamp = reader.Pointer(Variables.TimestampPointer),
                OrderKey = reader.Pointer(Variables.OrderKeyPointer),
            },
            Limits = new JsonLimits
            {
                MaxBytes = reader.Integer(Variables.MaxEventBytes, 1, 10 * 1024 * 1024, otherwise: 1024 * 1024),
            },
        };
        reader.ExactlyOne(Variables.Bucket, Variables.Folder);
        reader.ThrowIfWrong();
        return settings;
    }
}
