namespace EventRecovery.Conventions.Tests;

/// <summary>Programs → adapters → core, and nothing the other way.</summary>
public sealed class DirectionTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["EventRecovery.Core"] = [],
        ["EventRecovery.Aws"] = ["EventRecovery.Core"],
        ["EventRecovery.Local"] = ["EventRecovery.Aws", "EventRecovery.Core"],
        ["EventRecovery.Reprocessor"] = ["EventRecovery.Aws", "EventRecovery.Core"],
        ["EventRecovery.Replayer"] = ["EventRecovery.Aws", "EventRecovery.Core"],
        ["EventRecovery.Auditor"] = ["EventRecovery.Aws", "EventRecovery.Core"],
        ["EventRecovery.Testing"] = ["EventRecovery.Core"],
        ["recover"] = ["EventRecovery.Local", "EventRecovery.Aws", "EventRecovery.Core"],
    };

    public static TheoryData<string> Assemblies => [.. ProductAssembly.All.Select(assembly => assembly.Name)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_point_from_programs_to_adapters_to_the_core(string name)
    {
        MayReference.ShouldContainKey(name, $"{name} is new: say here what it may reference.");
        Assembly(name).References.Where(IsOurs).Except(MayReference[name]).ShouldBeEmpty();
    }

    [Fact]
    public void The_core_knows_nothing_of_AWS() =>
        Assembly("EventRecovery.Core")
            .References.ShouldNotContain(reference =>
                reference.StartsWith("AWSSDK", StringComparison.Ordinal)
                || reference.StartsWith("Amazon.", StringComparison.Ordinal)
            );

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Shipped_code_is_fit_for_trimming_and_native_compilation(string name) =>
        Assembly(name).Metadata.ShouldContain("IsTrimmable=True", $"{name} has switched IsAotCompatible off.");

    private static bool IsOurs(string reference) =>
        reference == "recover" || reference.StartsWith("EventRecovery", StringComparison.Ordinal);

    private static ProductAssembly Assembly(string name) =>
        ProductAssembly.All.Single(assembly => assembly.Name == name);
}
