using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Text.Json;

namespace EventRecovery.StandIns.Http;

internal sealed record FakeRequest(string Method, string Path, NameValueCollection Headers, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public static async Task<FakeRequest> ReadAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        return new FakeRequest(request.HttpMethod, request.Url!.AbsolutePath, request.Headers, body);
    }
}
