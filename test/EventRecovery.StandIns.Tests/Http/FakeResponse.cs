using System.Net;
using System.Text;

namespace EventRecovery.StandIns.Http;

internal sealed record FakeResponse(int Status, string Body, string ContentType = "application/x-amz-json-1.1")
{
    public Dictionary<string, string> Headers { get; } = new() { ["x-amzn-RequestId"] = "request-1" };

    /// <summary>More than is sent makes the answer break off half-way.</summary>
    public int MissingBytes { get; init; }

    public async Task WriteAsync(HttpListenerResponse response)
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength64 = bytes.Length + MissingBytes;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.OutputStream.WriteAsync(bytes);
        if (MissingBytes > 0)
        {
            await response.OutputStream.FlushAsync();
            response.Abort();
        }
        else
        {
            response.Close();
        }
    }
}
