using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Parked events in DynamoDB, a partition a day of arrival: <c>parked#2026-11-22</c> / <c>{stream}#{shard}#{sequence}#{sub}</c>.
/// Bytes that outgrow an item go to the object store. What waits for somebody never expires.
/// </summary>
public sealed class DynamoParkedEvents(RecoveryTable table, IObjectStore objects, TimeProvider time)
    : IParkingLot,
        IParkedEvents
{
    /// <summary>Larger bytes go to the object store: an item holds 400 KB, names, message and partition key included.</summary>
    public const int MaxInlineBytes = 300_000;

    /// <summary>How long an item is kept after somebody dealt with it.</summary>
    public static readonly TimeSpan ResolvedLife = TimeSpan.FromDays(400);

    /// <summary>Poison is rare; a batch that is all poison should still be set aside in seconds.</summary>
    private const int Concurrency = 8;

    public async Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var some in events.Chunk(Concurrency))
        {
            await Task.WhenAll(some.Select(parked => ParkAsync(parked, cancellationToken)));
        }
    }

    public async IAsyncEnumerable<ParkedItem> ListAsync(
        DateOnly day,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var item in table.QueryAsync(Partition(day), fromSk: " ", cancellationToken))
        {
            yield return await ReadAsync(item, cancellationToken);
        }
    }

    public async Task<ParkedItem?> FindAsync(
        DateOnly day,
        SourcePosition source,
        CancellationToken cancellationToken
    ) =>
        await table.GetAsync(KeyOf(day, source), cancellationToken) is { } item
            ? await ReadAsync(item, cancellationToken)
            : null;

    public Task<bool> ResolveAsync(
        DateOnly day,
        SourcePosition source,
        ParkedState state,
        CancellationToken cancellationToken
    ) =>
        table.UpdateAsync(
            KeyOf(day, source),
            new ItemUpdate("SET #state = :state, #expires = :expires", "#state = :parked")
            {
                Names = new() { ["#state"] = ParkedAttributes.State, ["#expires"] = Attributes.ExpiresAt },
                Values = new()
                {
                    [":state"] = Attributes.Of(state.ToString()),
                    [":parked"] = Attributes.Of(nameof(ParkedState.Parked)),
                    [":expires"] = Attributes.UnixSeconds(time.GetUtcNow() + ResolvedLife),
                },
            },
            cancellationToken
        );

    private async Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(parked.ArrivedAt.UtcDateTime);
        var attributes = ParkedAttributes.Write(parked);
        if (parked.Data.Length > MaxInlineBytes)
        {
            var key = ObjectKeyOf(day, parked.Source);
            await objects.PutAsync(key, parked.Data, cancellationToken);
            attributes.Add(ParkedAttributes.DataKey, Attributes.Of(key));
        }
        else if (!parked.Data.IsEmpty)
        {
            attributes.Add(ParkedAttributes.Data, Attributes.Of(parked.Data));
        }

        await table.UpdateAsync(KeyOf(day, parked.Source), FirstTime(attributes), cancellationToken);
    }

    /// <summary>Sets what is not set yet, and counts.</summary>
    private static ItemUpdate FirstTime(Dictionary<string, AttributeValue> attributes) =>
        new(
            $"SET {string.Join(", ", attributes.Keys.Select(name => $"#{name} = if_not_exists(#{name}, :{name})"))} "
                + "ADD #attempts :one",
            Condition: null
        )
        {
            Names = attributes.Keys.Append(ParkedAttributes.Attempts).ToDictionary(name => $"#{name}"),
            Values = attributes
                .Select(attribute => KeyValuePair.Create($":{attribute.Key}", attribute.Value))
                .Append(KeyValuePair.Create(":one", Attributes.Of(1)))
                .ToDictionary(),
        };

    private async Task<ParkedItem> ReadAsync(
        Dictionary<string, AttributeValue> item,
        CancellationToken cancellationToken
    )
    {
        ReadOnlyMemory<byte> data = default;
        if (item.TextOrNull(ParkedAttributes.DataKey) is { } key)
        {
            data =
                await objects.GetAsync(key, cancellationToken)
                ?? throw new InvalidDataException(
                    $"The bytes of a parked event are gone from the object store: {key}."
                );
        }
        else if (item.TryGetValue(ParkedAttributes.Data, out var inline))
        {
            data = inline.B.ToArray();
        }

        return ParkedAttributes.Read(item, data);
    }

    private static ItemKey KeyOf(DateOnly day, SourcePosition source) =>
        new(
            Partition(day),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Stream}#{source.Shard}#{source.Record.Sequence.ToPadded()}#{source.Record.SubSequence:D10}"
            )
        );

    private static string Partition(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"parked#{day:yyyy-MM-dd}");

    private static string ObjectKeyOf(DateOnly day, SourcePosition source) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"parked/{day:yyyy-MM-dd}/{source.Stream}/{source.Shard}/{source.Record.Sequence}-{source.Record.SubSequence ?? 0}"
        );
}
