using System.Globalization;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>
/// Where an event was set aside, written in one word that survives copy and paste:
/// <c>2026-11-22/error_events/shardId-000000000003/4968…2514</c>, and <c>/7</c> behind it for the eighth event of an aggregate.
/// </summary>
internal readonly record struct ParkedPlace(DateOnly Day, SourcePosition Source)
{
    private const string DayFormat = "yyyy-MM-dd";

    public static ParkedPlace Of(ParkedEvent parked) =>
        new(DateOnly.FromDateTime(parked.ArrivedAt.UtcDateTime), parked.Source);

    public static bool TryParse(string text, out ParkedPlace place)
    {
        place = default;
        var parts = text.Split('/');
        int? sub = null;
        if (parts.Length == 5)
        {
            if (!int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return false;
            }

            sub = index;
        }
        else if (parts.Length != 4)
        {
            return false;
        }

        var sequence = new SequenceNumber(parts[3]);
        if (
            !sequence.IsValid
            || !DateOnly.TryParseExact(
                parts[0],
                DayFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return false;
        }

        var record = new RecordPosition(sequence, sub);
        place = new ParkedPlace(day, new SourcePosition(new StreamName(parts[1]), new ShardId(parts[2]), record));
        return true;
    }

    public override string ToString() =>
        $"{Day.ToString(DayFormat, CultureInfo.InvariantCulture)}/{Source.Stream}/{Source.Shard}/{Source.Record}";
}
