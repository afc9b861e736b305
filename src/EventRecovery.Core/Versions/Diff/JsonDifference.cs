using System.Text.Json;

namespace EventRecovery.Versions.Diff;

/// <summary>The values in which two JSON texts differ. Arrays are compared place by place, numbers by value.</summary>
internal static class JsonDifference
{
    /// <param name="leaveOut">A member of the outermost object that is not compared.</param>
    public static IEnumerable<(string Path, JsonElement? Before, JsonElement? After)> Between(
        JsonElement before,
        JsonElement after,
        string leaveOut
    ) => Members("", before, after).Where(member => member.Path != "/" + leaveOut).SelectMany(Deeper);

    private static IEnumerable<(string Path, JsonElement? Before, JsonElement? After)> Deeper(
        (string Path, JsonElement? Before, JsonElement? After) pair
    ) =>
        pair is not ({ } path, { } before, { } after) ? [pair]
        : JsonElement.DeepEquals(before, after) ? []
        : (before.ValueKind, after.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => Members(path, before, after).SelectMany(Deeper),
            (JsonValueKind.Array, JsonValueKind.Array) => Elements(path, before, after).SelectMany(Deeper),
            _ => [pair],
        };

    private static IEnumerable<(string Path, JsonElement? Before, JsonElement? After)> Members(
        string path,
        JsonElement before,
        JsonElement after
    ) =>
        before
            .EnumerateObject()
            .Select(member => member.Name)
            .Union(after.EnumerateObject().Select(member => member.Name))
            .Select(name => ($"{path}/{Escaped(name)}", MemberOf(before, name), MemberOf(after, name)));

    private static IEnumerable<(string Path, JsonElement? Before, JsonElement? After)> Elements(
        string path,
        JsonElement before,
        JsonElement after
    ) =>
        Enumerable
            .Range(0, Math.Max(before.GetArrayLength(), after.GetArrayLength()))
            .Select(index => ($"{path}/{index}", ElementOf(before, index), ElementOf(after, index)));

    private static JsonElement? MemberOf(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) ? member : null;

    private static JsonElement? ElementOf(JsonElement value, int index) =>
        index < value.GetArrayLength() ? value[index] : null;

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
