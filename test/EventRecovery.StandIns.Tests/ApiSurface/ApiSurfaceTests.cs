using System.Reflection;

namespace EventRecovery.StandIns.ApiSurface;

/// <summary>
/// The snapshot files list what AWS's packages offer. A stand-in may lack members, but whatever it has must be in the file with
/// the same signature; and with AWS's own packages everything in the file must be there.
/// </summary>
public sealed class ApiSurfaceTests
{
    public static TheoryData<string> Packages =>
        [
            "Amazon.Lambda.Core",
            "Amazon.Lambda.KinesisEvents",
            "Amazon.Lambda.RuntimeSupport",
            "Amazon.Lambda.Serialization.SystemTextJson",
            "Amazon.Lambda.TestUtilities",
            "AWSSDK.CloudWatch",
            "AWSSDK.Kinesis",
        ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_stand_in_has_no_member_that_the_package_lacks(string package)
    {
        var snapshot = Snapshot(package);
        var actual = PublicApi.Of(Assembly.Load(package)).ToHashSet(StringComparer.Ordinal);
        snapshot.ShouldNotBeEmpty();
        actual.ShouldNotBeEmpty();
#if STANDIN
        actual.Except(snapshot).ShouldBeEmpty();
#else
        snapshot.Except(actual).ShouldBeEmpty();
#endif
    }

    private static HashSet<string> Snapshot(string package) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ApiSurface", $"{package}.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToHashSet(StringComparer.Ordinal);
}
