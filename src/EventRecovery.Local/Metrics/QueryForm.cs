using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EventRecovery.Local.Metrics;

/// <summary>
/// Turns AWS's Query form (<c>MetricData.member.1.MetricName=…&amp;…</c>) into the tree that the JSON protocols send. List members count
/// from 1.
/// </summary>
internal static class QueryForm
{
    private const int MaxDepth = 8;

    public static JsonNode Parse(ReadOnlySpan<byte> form)
    {
        var root = new JsonObject();
        foreach (var pair in Encoding.UTF8.GetString(form).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                var path = WebUtility.UrlDecode(pair[..equals]).Split('.');
                Put(root, path, WebUtility.UrlDecode(pair[(equals + 1)..]));
            }
        }

        return WithLists(root);
    }

    private static void Put(JsonObject root, string[] path, string value)
    {
        var node = root;
        foreach (var step in path.Take(Math.Min(path.Length - 1, MaxDepth)))
        {
            if (node[step] is not JsonObject child)
            {
                node[step] = child = [];
            }

            node = child;
        }

        node[path[^1]] = value;
    }

    private static JsonNode WithLists(JsonNode node)
    {
        if (node is not JsonObject tree)
        {
            return node.DeepClone();
        }

        return tree is { Count: 1 } && tree["member"] is JsonObject members
            ? new JsonArray([
                .. members.OrderBy(member => Position(member.Key)).Select(member => WithLists(member.Value!)),
            ])
            : new JsonObject(
                tree.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)WithLists(member.Value!)))
            );
    }

    private static int Position(string name) => int.TryParse(name, out var position) ? position : int.MaxValue;
}
