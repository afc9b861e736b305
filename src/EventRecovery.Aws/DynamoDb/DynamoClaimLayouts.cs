using Amazon.DynamoDBv2.Model;
using EventRecovery.Claims;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Claim layouts in DynamoDB: <c>config</c> / <c>claims#{version}</c>, written once by whoever comes first. Read once a cold start.
/// </summary>
public sealed class DynamoClaimLayouts(RecoveryTable table) : IClaimLayouts
{
    private const string Rules = "rules";
    private const string From = "from";
    private const string Slots = "slots";
    private const string WindowSeconds = "windowSeconds";

    public async Task<ClaimLayout> GetOrCreateAsync(
        string version,
        ClaimLayout initial,
        CancellationToken cancellationToken
    )
    {
        var key = new ItemKey("config", $"claims#{version}");
        if (await table.GetAsync(key, cancellationToken) is { } stored)
        {
            return Read(stored);
        }

        var attributes = new Dictionary<string, AttributeValue> { [Rules] = Write(initial) };
        if (await table.PutAsync(key, attributes, ItemUpdate.IfAbsent, cancellationToken))
        {
            return initial;
        }

        return Read(
            await table.GetAsync(key, cancellationToken)
                ?? throw new InvalidOperationException($"The claim layout of {version} was there and is gone.")
        );
    }

    private static AttributeValue Write(ClaimLayout layout) =>
        new()
        {
            L =
            [
                .. layout.Rules.Select(rule =>
                    Attributes.Of(
                        new Dictionary<string, AttributeValue>
                        {
                            [From] = Attributes.Of(rule.From),
                            [Slots] = Attributes.Of(rule.Slots),
                            [WindowSeconds] = Attributes.Of((long)rule.Window.TotalSeconds),
                        }
                    )
                ),
            ],
        };

    private static ClaimLayout Read(Dictionary<string, AttributeValue> item) =>
        new(
            item[Rules]
                .L.Select(rule => new ClaimLayoutRule(
                    rule.M.Time(From),
                    (int)rule.M.Number(Slots),
                    TimeSpan.FromSeconds(rule.M.Number(WindowSeconds))
                ))
        );
}
