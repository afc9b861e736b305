using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EventRecovery.Conventions.Tests;

/// <summary>A compiled assembly of the product, read and not loaded.</summary>
internal sealed record ProductAssembly(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Metadata)
{
    /// <summary>Everything of ours beside this test, without tests and stand-ins.</summary>
    public static IReadOnlyList<ProductAssembly> All { get; } =
    [
        .. Directory
            .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(IsOurs)
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static bool IsOurs(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name == "recover"
            || (
                name.StartsWith("EventRecovery.", StringComparison.Ordinal)
                && !name.EndsWith(".Tests", StringComparison.Ordinal)
            );
    }

    private static ProductAssembly Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        return new ProductAssembly(
            Path.GetFileNameWithoutExtension(path),
            [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))],
            [.. reader.CustomAttributes.Select(reader.GetCustomAttribute).Select(a => Arguments(reader, a))]
        );
    }

    /// <summary>"Key=Value" of an AssemblyMetadata attribute; empty for any other.</summary>
    private static string Arguments(MetadataReader reader, CustomAttribute attribute)
    {
        if (
            attribute.Parent.Kind != HandleKind.AssemblyDefinition
            || attribute.Constructor.Kind != HandleKind.MemberReference
        )
        {
            return "";
        }

        var constructor = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        var type = reader.GetTypeReference((TypeReferenceHandle)constructor.Parent);
        if (reader.GetString(type.Name) != "AssemblyMetadataAttribute")
        {
            return "";
        }

        var blob = reader.GetBlobReader(attribute.Value);
        blob.ReadUInt16();
        return $"{blob.ReadSerializedString()}={blob.ReadSerializedString()}";
    }
}
