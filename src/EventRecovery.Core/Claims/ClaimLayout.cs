using System.Numerics;
using EventRecovery.Events;
using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>
/// How the claims of one version are divided into logs. Rules apply from an event time on and are only ever added, so an event
/// keeps the log that it had when its first copy came.
/// </summary>
public sealed class ClaimLayout
{
    private readonly ClaimLayoutRule[] rules;

    /// <param name="rules">At least one; the earliest also covers all event times before it.</param>
    public ClaimLayout(IEnumerable<ClaimLayoutRule> rules)
    {
        this.rules = [.. rules.OrderBy(rule => rule.From)];
        if (this.rules.Length == 0)
        {
            throw new ArgumentException("A claim layout needs at least one rule.", nameof(rules));
        }
    }

    public ClaimLayout(int slots, TimeSpan window)
        : this([new ClaimLayoutRule(DateTimeOffset.UnixEpoch, slots, window)]) { }

    public IReadOnlyList<ClaimLayoutRule> Rules => rules;

    public ClaimLogId Locate(string version, OrderKey key, DateTimeOffset timestamp)
    {
        var rule = RuleAt(timestamp);
        var slot =
            rule.Slots == 1 ? 0 : (int)(HashKeyRange.HashOf(key.Value) >> (128 - BitOperations.Log2((uint)rule.Slots)));
        return new ClaimLogId(version, slot, rule.Slots, rule.WindowStart(timestamp));
    }

    private ClaimLayoutRule RuleAt(DateTimeOffset timestamp)
    {
        for (var i = rules.Length - 1; i > 0; i--)
        {
            if (rules[i].From <= timestamp)
            {
                return rules[i];
            }
        }

        return rules[0];
    }
}
