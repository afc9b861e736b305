using EventRecovery.Audit;
using EventRecovery.Audit.Reading;

namespace EventRecovery.Configuration;

/// <summary>What the Auditor was configured with, checked. See <see cref="Variables"/> for the meaning of each.</summary>
public sealed record AuditSettings
{
    public const string DefaultName = "scheduled";

    public required SourceSpec Expected { get; init; }

    public required IReadOnlyList<SourceSpec> Processed { get; init; }

    public required ResultRule Rule { get; init; }

    public required string Name { get; init; }

    public required TimeSpan Length { get; init; }

    public required TimeSpan Grace { get; init; }

    /// <exception cref="SettingsException">Lists every mistake at once, each with the variable's name.</exception>
    public static AuditSettings Read(Func<string, string?> variable)
    {
        var reader = new SettingsReader(variable);
        var (expected, processed) = (
            reader.Required(Variables.AuditExpected),
            reader.Required(Variables.AuditProcessed)
        );
        var settings = new AuditSettings
        {
            Expected = Source(reader, Variables.AuditExpected, expected),
            Processed = [.. processed.Split(',').Select(text => Source(reader, Variables.AuditProcessed, text.Trim()))],
            Rule = ReadRule(reader),
            Name = reader.Optional(Variables.AuditName) ?? DefaultName,
            Length = reader.Duration(
                Variables.AuditLength,
                TimeSpan.FromMinutes(1),
                TimeSpan.FromDays(7),
                TimeSpan.FromHours(1)
            ),
            Grace = reader.Duration(Variables.AuditGrace, TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
        };
        reader.ThrowIfWrong();
        return settings;
    }

    private static SourceSpec Source(SettingsReader reader, string name, string text)
    {
        try
        {
            return text.Length == 0 ? new SourceSpec.Local("", "") : SourceSpec.Parse(text);
        }
        catch (FormatException wrong)
        {
            return reader.Reject<SourceSpec>(name, $"is wrong: {wrong.Message}", new SourceSpec.Local(text, text));
        }
    }

    private static ResultRule ReadRule(SettingsReader reader)
    {
        if (reader.Optional(Variables.AuditCompare) is not { } text)
        {
            return new ResultRule.Presence();
        }

        var values = new List<ComparedValue>();
        foreach (var part in text.Split(',').Select(part => part.Trim()))
        {
            if (!ComparedValue.TryParse(part, out var value))
            {
                return reader.Reject<ResultRule>(
                    Variables.AuditCompare,
                    $"has \"{part}\"; write JSON Pointers with commas between, with a tolerance if wished: /price=0.01",
                    new ResultRule.Presence()
                );
            }

            values.Add(value);
        }

        return new ResultRule.Values(values);
    }
}
