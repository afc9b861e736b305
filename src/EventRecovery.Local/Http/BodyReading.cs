using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Http;

internal static class BodyReading
{
    // A client that is still sending would not see the answer; one that sends much more than this gets none.
    private const long MaxDrainedBytes = 64 * 1024 * 1024;

    /// <summary>The whole body; null when it is longer than <paramref name="limit"/> bytes (it is then read on and dropped).</summary>
    public static async Task<byte[]?> ReadBodyAsync(this HttpRequest request, int limit)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while (
            total < MaxDrainedBytes
            && (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0
        )
        {
            total += read;
            if (total <= limit)
            {
                await body.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        return total <= limit ? body.ToArray() : null;
    }
}
