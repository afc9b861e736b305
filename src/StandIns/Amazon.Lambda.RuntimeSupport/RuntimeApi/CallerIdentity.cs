using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>Lambda-Runtime-Cognito-Identity; without the header an identity without values.</summary>
internal sealed record CallerIdentity(string IdentityId, string IdentityPoolId) : ICognitoIdentity
{
    public static CallerIdentity Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new CallerIdentity(null, null);
        }

        using var document = JsonDocument.Parse(json);
        return new CallerIdentity(Text("cognitoIdentityId"), Text("cognitoIdentityPoolId"));

        string Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
