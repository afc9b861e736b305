using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Versions in DynamoDB: <c>active</c> / <c>{stream}#{from}#{to}</c>, one item a window, written on the condition of its revision. People
/// switch versions, so all windows share a partition, and one query lists them.
/// </summary>
public sealed class DynamoVersionStore(RecoveryTable table) : IVersionStore
{
    private const string Partition = "active";
    private const string Stream = "stream";
    private const string From = "from";
    private const string To = "to";
    private const string Published = "published";
    private const string Pending = "pending";
    private const string Begun = "begun";
    private const string Revision = "revision";
    private const string Name = "name";
    private const string Undoes = "undoes";
    private const string At = "at";
    private const string ObjectsPut = "objectsPut";

    public async Task<VersionHistory> FindAsync(VersionScope scope, CancellationToken cancellationToken) =>
        await table.GetAsync(KeyOf(scope), cancellationToken) is { } item ? Read(item) : VersionHistory.Of(scope);

    public async Task<VersionHistory?> SaveAsync(VersionHistory history, CancellationToken cancellationToken)
    {
        var next = history with { Revision = history.Revision + 1 };
        var condition =
            history.Revision == 0
                ? ItemUpdate.IfAbsent
                : new ItemUpdate(Update: null, "#revision = :revision")
                {
                    Names = new() { ["#revision"] = Revision },
                    Values = new() { [":revision"] = Attributes.Of(history.Revision) },
                };
        return await table.PutAsync(KeyOf(history.Scope), Write(next), condition, cancellationToken) ? next : null;
    }

    public async IAsyncEnumerable<VersionHistory> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var item in table.QueryAsync(Partition, fromSk: " ", cancellationToken))
        {
            yield return Read(item);
        }
    }

    private static ItemKey KeyOf(VersionScope scope) =>
        new(
            Partition,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{scope.Stream}#{scope.Window.From.UtcDateTime:O}#{scope.Window.To.UtcDateTime:O}"
            )
        );

    private static Dictionary<string, AttributeValue> Write(VersionHistory history)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Stream] = Attributes.Of(history.Scope.Stream.Value),
            [From] = Attributes.Of(history.Scope.Window.From),
            [To] = Attributes.Of(history.Scope.Window.To),
            [Published] = new()
            {
                L =
                [
                    .. history.Published.Select(version =>
                        Attributes.Of(Write(version.Name, version.Undoes, version.At))
                    ),
                ],
            },
            [Begun] = Attributes.Of(history.Begun),
            [Revision] = Attributes.Of(history.Revision),
        };
        if (history.Pending is { } pending)
        {
            var map = Write(pending.Name, pending.Undoes, pending.BeganAt);
            map.Add(ObjectsPut, Attributes.Of(pending.ObjectsPut));
            attributes.Add(Pending, Attributes.Of(map));
        }

        return attributes;
    }

    private static Dictionary<string, AttributeValue> Write(VersionName name, VersionName? undoes, DateTimeOffset at)
    {
        var map = new Dictionary<string, AttributeValue>
        {
            [Name] = Attributes.Of(name.ToString()),
            [At] = Attributes.Of(at),
        };
        if (undoes is { } undone)
        {
            map.Add(Undoes, Attributes.Of(undone.ToString()));
        }

        return map;
    }

    private static VersionHistory Read(Dictionary<string, AttributeValue> item) =>
        new(
            new VersionScope(new StreamName(item.Text(Stream)), new ReplayWindow(item.Time(From), item.Time(To))),
            [
                .. (item[Published].L ?? []).Select(version => new PublishedVersion(
                    NameOf(version.M),
                    UndoneBy(version.M),
                    version.M.Time(At)
                )),
            ],
            item.TryGetValue(Pending, out var pending)
                ? new PendingVersion(
                    NameOf(pending.M),
                    UndoneBy(pending.M),
                    pending.M.Time(At),
                    (int)pending.M.Number(ObjectsPut)
                )
                : null,
            (int)item.Number(Begun),
            item.Number(Revision)
        );

    private static VersionName NameOf(Dictionary<string, AttributeValue> map) => VersionName.Parse(map.Text(Name));

    private static VersionName? UndoneBy(Dictionary<string, AttributeValue> map) =>
        map.TextOrNull(Undoes) is { } undone ? VersionName.Parse(undone) : null;
}
