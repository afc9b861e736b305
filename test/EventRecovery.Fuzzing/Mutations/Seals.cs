using System.Security.Cryptography;
using EventRecovery.Kpl;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Fuzzing.Mutations;

/// <summary>The checksums behind which parsers begin.</summary>
internal static class Seals
{
    private const int PageChecksum = 8;

    public static IForm Kpl { get; } =
        new SealedForm(
            record =>
                record.Length >= KplFormat.Magic.Length + KplFormat.DigestLength
                    ? record[KplFormat.Magic.Length..^KplFormat.DigestLength]
                    : null,
            message => KplAggregator.Seal(message),
            OddParts.Aggregate
        );

    public static IForm ClaimPage { get; } =
        new SealedForm(
            page => page.Length >= PageChecksum ? page[..^PageChecksum] : null,
            body => [.. body, .. SHA256.HashData(body).AsSpan(0, PageChecksum)],
            OddParts.Page
        );
}
