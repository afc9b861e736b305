using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using Amazon.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential;

/// <summary>An answer in writing, so that answers of different systems can be compared, and read by a person.</summary>
internal static class Answer
{
    private const int LongestBytes = 16;

    /// <summary>Failures are named by what a caller can do about them: their texts are each system's own.</summary>
    public static async Task<string> ToAsync(Func<Task<object?>> question)
    {
        try
        {
            return Write(await question());
        }
        catch (StreamNotFoundException)
        {
            return "no such stream or shard";
        }
        catch (IteratorExpiredException)
        {
            return "the iterator has expired";
        }
        catch (AmazonServiceException failure) when (failure.StatusCode == HttpStatusCode.BadRequest)
        {
            return "refused";
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return "refused";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"fails: {failure.GetType().Name}: {failure.Message}";
        }
    }

    private static string Write(object? value) =>
        value switch
        {
            null => "nothing",
            string text => text,
            ReadOnlyMemory<byte> bytes => Write(bytes.Span),
            byte[] bytes => Write(bytes.AsSpan()),
            MemoryStream bytes => Write(bytes.ToArray().AsSpan()),
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            // A decimal's trailing zeros are of no account.
            decimal number => (number / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            bool flag => flag ? "yes" : "no",
            IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Write))}]",
            _ when value.GetType().Namespace!.StartsWith(nameof(EventRecovery), StringComparison.Ordinal) => WriteParts(
                value
            ),
            _ => value.ToString()!,
        };

    private static string Write(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= LongestBytes
            ? $"0x{Convert.ToHexString(bytes)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{bytes.Length} bytes {Convert.ToHexString(SHA256.HashData(bytes)).AsSpan(0, 8)}"
            );

    private static string WriteParts(object value)
    {
        var type = value.GetType();
        var parts = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(part => part.GetIndexParameters().Length == 0)
            .Select(part => $"{part.Name}={Write(part.GetValue(value))}");
        return $"{type.Name}({string.Join(", ", parts)})";
    }
}
