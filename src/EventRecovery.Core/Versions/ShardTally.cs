using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace EventRecovery.Versions;

/// <summary>What the results of one shard come to.</summary>
/// <param name="Shard">Its id.</param>
/// <param name="Events">Lines in its objects: recovered events, copies within the window included.</param>
/// <param name="Parked">Events that could not be recovered, and so have no line.</param>
/// <param name="Bytes">Of the lines, before compression.</param>
/// <param name="TotalHash">The sum of the results; see <see cref="ResultSum"/>.</param>
/// <param name="ContentHash">
/// A chain over the objects in order, each link the SHA-256 of the one before and of the object's lines: one missing, changed or
/// swapped object breaks it. Over lines rather than compressed bytes, which another version of the runtime may write otherwise.
/// </param>
/// <param name="IsWhole">False when some of the shard's results were lost, and so must not be published again.</param>
/// <param name="Branches">Where somebody went on behind a gap, in order; null where nobody had to.</param>
public sealed record ShardTally(
    string Shard,
    long Events = 0,
    long Parked = 0,
    int Objects = 0,
    long Bytes = 0,
    string TotalHash = ShardTally.Nothing,
    string ContentHash = ShardTally.Nothing,
    bool IsWhole = true,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ResultBranch>? Branches = null
)
{
    internal const string Nothing = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Names the object that begins with a line.</summary>
    internal ResultBranch? BranchAt(long firstEvent) => Branches?.LastOrDefault(branch => branch.First <= firstEvent);

    internal static string Link(string chain, IEnumerable<byte[]> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(line);
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(chain), .. hash.GetHashAndReset()]));
    }
}
