using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>Lambda-Runtime-Client-Context: a JSON object with "client", "env" and "custom", each of strings.</summary>
internal sealed class MobileClientContext : IClientContext, IClientApplication
{
    private readonly Dictionary<string, string> _client;

    private MobileClientContext(JsonElement json)
    {
        _client = Strings(json, "client");
        Environment = Strings(json, "env");
        Custom = Strings(json, "custom");
    }

    public IDictionary<string, string> Environment { get; }
    public IDictionary<string, string> Custom { get; }
    public IClientApplication Client => this;

    public string AppPackageName => _client.GetValueOrDefault("app_package_name");
    public string AppTitle => _client.GetValueOrDefault("app_title");
    public string AppVersionCode => _client.GetValueOrDefault("app_version_code");
    public string AppVersionName => _client.GetValueOrDefault("app_version_name");
    public string InstallationId => _client.GetValueOrDefault("installation_id");

    /// <returns>Null without a header.</returns>
    public static MobileClientContext Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return new MobileClientContext(document.RootElement);
    }

    private static Dictionary<string, string> Strings(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString())
            : [];
}
