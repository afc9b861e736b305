using System.Numerics;
using EventRecovery.Claims;
using EventRecovery.Events;

namespace EventRecovery.Validation;

/// <summary>
/// Which events a sample holds, by the hash of their ids: the same ones every time, in every shard, in the candidate and in the baseline;
/// and a larger sample holds all of a smaller one.
/// </summary>
public readonly record struct EventSample(decimal Share)
{
    private const int Bits = 64;

    public bool IsAll => Share >= 1;

    public bool Holds(EventId id) => IsAll || Holds(EventDigest.Of(id));

    public bool Holds(EventDigest digest)
    {
        var limit = (BigInteger)(Share * ulong.MaxValue);
        return IsAll || (ulong)(digest.Value >> Bits) < limit;
    }
}
