using System.Globalization;
using System.Text;

namespace EventRecovery.Cli.Demo;

/// <summary>Payments of an hour and a half, the same for the same seed.</summary>
internal static class GeneratedEvents
{
    private const int Accounts = 400;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(90);
    private static readonly DateTimeOffset First = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<SourceEvent> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index => Make(index, First + (Span * index / count), random))];
    }

    private static SourceEvent Make(int index, DateTimeOffset exact, Random random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"payment-{index + 1:D6}");
        var account = string.Create(CultureInfo.InvariantCulture, $"account-{random.Next(Accounts):D3}");
        var cents = random.Next(1, 1_000_000);
        var timestamp = DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{id}}","timestamp":"{{timestamp:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","account":"{{account}}","original_value":{{cents / 100}}.{{cents % 100:D2}},"currency":"EUR","status":"new"}"""
        );
        return new SourceEvent(id, account, timestamp, Encoding.UTF8.GetBytes(json));
    }
}
