namespace EventRecovery.Cli.Stack;

/// <summary>
/// Tells other programs where the stack is. The file appears whole, by renaming, and goes when the stack goes: who finds it may use it.
/// </summary>
/// <param name="file">Null: nobody asked for one.</param>
internal sealed class PortsFile(FileInfo? file) : IAsyncDisposable
{
    public async Task WriteAsync(ReadOnlyMemory<byte> json)
    {
        if (file is not null)
        {
            file.Directory?.Create();
            var draft = file.FullName + ".draft";
            await File.WriteAllBytesAsync(draft, json, CancellationToken.None);
            File.Move(draft, file.FullName, overwrite: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        file?.Delete();
        return ValueTask.CompletedTask;
    }
}
