namespace EventRecovery.Cli.Stack;

/// <summary>Where a local stack keeps its files: a folder that somebody named and keeps, or a temporary one that goes at the end.</summary>
internal sealed class StackFolder : IAsyncDisposable
{
    private readonly bool isTemporary;

    private StackFolder(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
    }

    public string Path { get; }

    public static StackFolder Open(DirectoryInfo? named) =>
        named is null
            ? new StackFolder(Directory.CreateTempSubdirectory("recover-").FullName, isTemporary: true)
            : new StackFolder(named.FullName, isTemporary: false);

    /// <summary>Leaves the folder behind, for instance because something went wrong and its logs say why.</summary>
    public bool Keep { get; set; }

    public ValueTask DisposeAsync()
    {
        if (isTemporary && !Keep)
        {
            Directory.Delete(Path, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
