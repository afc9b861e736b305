using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Tells recovered events from those that the consumer made, by their <c>recovery</c> member, and as what they were recovered. An
/// event is recovered once as one thing: the recalculation's version, which the claim log is kept by, or what was published again by
/// a person's decision, as a version of its own. As another thing it may be recovered again, and then the last one counts.
/// </summary>
internal static class RecoveryMark
{
    private const string Unknown = "unknown";

    /// <summary>Longer than any that this project writes; kept of what others do.</summary>
    private const int Longest = 200;

    private static readonly JsonPointer Version = "/recovery/version";
    private static readonly JsonPointer Run = "/recovery/run";

    /// <summary>Null when it was not recovered.</summary>
    public static string? Of(JsonText json)
    {
        if (!json.Root.TryGet(RecoveryMember.Name, out _))
        {
            return null;
        }

        return
            TextAt(json, Run) is { } run && Versions.VersionName.TryParse(run, out var name) && name.Number is not null
            ? run
            : TextAt(json, Version) ?? Unknown;
    }

    private static string? TextAt(JsonText json, JsonPointer at) =>
        json.Root.TryFind(at, out var value) && value.TryGetString(out var text) && text.Length is > 0 and <= Longest
            ? text
            : null;
}
