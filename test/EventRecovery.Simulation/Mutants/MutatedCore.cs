using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventRecovery.Simulation.Mutants;

/// <summary>
/// Compiles the core from its sources with every mutant written in, each behind a switch. The product's own assemblies have neither
/// switch nor seam: what is mutated is text, in memory, and a text that has changed so that a mutant does not fit is an error.
/// </summary>
internal static class MutatedCore
{
    private const string Name = "EventRecovery.Core";

    private const string Switch = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        namespace EventRecovery
        {
            public static class Mutation
            {
                public static string? Active { get; set; }

                public static bool Is(string name) => Active == name;
            }
        }
        """;

    public static byte[] Compile()
    {
        var folder = Path.Combine(RepositoryRoot(), "src", Name);
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var trees = Sources(folder).Append(Switch).Select(text => CSharpSyntaxTree.ParseText(text, options));
        var compilation = CSharpCompilation.Create(
            Name,
            trees,
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        CSharpGeneratorDriver
            .Create([.. Generators()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        var errors = result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).ToImmutableArray();
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(
                $"The mutated core does not compile: {string.Join('\n', errors.Take(5))}"
            );
    }

    private static IEnumerable<string> Sources(string folder)
    {
        string[] generated = [Path.Combine(folder, "obj"), Path.Combine(folder, "bin")];
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            if (!generated.Any(below => file.StartsWith(below, StringComparison.Ordinal)))
            {
                yield return Mutate(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file));
            }
        }
    }

    private static string Mutate(string file, string text)
    {
        foreach (var mutant in AllMutants.All.Where(mutant => mutant.File == file))
        {
            var parts = text.Split(mutant.Was);
            if (parts.Length != 2)
            {
                throw new InvalidOperationException(
                    $"The mutant \"{mutant.Name}\" wants to change one place of {file} and finds {parts.Length - 1}: \"{mutant.Was}\". "
                        + "The code has moved on; let the mutant follow it."
                );
            }

            text = string.Concat(parts[0], mutant.SwitchedText, parts[1]);
        }

        return text;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("EventRecovery.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    /// <summary>The one source generator that the core uses, from the SDK's reference pack.</summary>
    private static IEnumerable<ISourceGenerator> Generators()
    {
        const string File = "System.Text.Json.SourceGeneration.dll";
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        var newest = Directory
            .EnumerateFiles(packs, File, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        return Assembly
            .LoadFrom(Path.GetFullPath(newest))
            .GetTypes()
            .Where(type => type.IsDefined(typeof(GeneratorAttribute)))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator());
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EventRecovery.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("Mutants are made from the sources: run this inside the repository.");
    }
}
