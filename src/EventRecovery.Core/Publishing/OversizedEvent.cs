using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Publishing;

/// <summary>
/// A recovered event that no longer fits a record: it goes to object storage under the name of its own hash, and a pointer with
/// the same id, timestamp and <c>recovery</c> is published in its place.
/// </summary>
/// <param name="ObjectKey">Named by content, so a repeat writes the same object.</param>
internal sealed record OversizedEvent(string ObjectKey, ReadOnlyMemory<byte> Data, OutgoingRecord Pointer)
{
    public static OversizedEvent Of(StreamEvent original, OutgoingRecord recovered)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(recovered.Data.Span));
        var key = $"oversized/{hash}.json";
        return new OversizedEvent(
            key,
            recovered.Data,
            recovered with
            {
                Data = Point(original, recovered.Data, key, hash),
            }
        );
    }

    private static byte[] Point(StreamEvent original, ReadOnlyMemory<byte> recovered, string key, string hash)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", original.Id.Value);
            writer.WriteString(
                "timestamp",
                original.Timestamp.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
                    CultureInfo.InvariantCulture
                )
            );
            writer.WriteStartObject("oversized");
            writer.WriteString("object", key);
            writer.WriteString("sha256", hash);
            writer.WriteNumber("bytes", recovered.Length);
            writer.WriteEndObject();
            writer.WritePropertyName("recovery");
            writer.WriteRawValue(RecoveryOf(recovered), skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> RecoveryOf(ReadOnlyMemory<byte> recovered)
    {
        var limits = new JsonLimits { MaxBytes = JsonLimits.LargestMaxBytes, MaxDepth = JsonLimits.LargestMaxDepth };
        return
            JsonText.TryRead(recovered, limits, out var text, out _)
            && text.Root.TryFind(RecoveryMember.Path, out var member)
            ? member.Raw
            : throw new InvalidOperationException("A recovered event was written that does not read back.");
    }
}
