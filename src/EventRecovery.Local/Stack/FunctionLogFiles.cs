using EventRecovery.Local.Lambdas;

namespace EventRecovery.Local.Stack;

/// <summary>Appends each function's lines to a file of its own, at once, so that they can be followed while it runs.</summary>
internal sealed class FunctionLogFiles(string folder) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StreamWriter> files = [];
    private bool disposed;

    public void Write(FunctionLogLine line)
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            if (!files.TryGetValue(line.Function, out var file))
            {
                Directory.CreateDirectory(folder);
                file = new StreamWriter(Path.Combine(folder, $"{line.Function}.log"), append: true)
                {
                    AutoFlush = true,
                };
                files.Add(line.Function, file);
            }

            file.WriteLine($"{line.Environment} {line.Text}");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            foreach (var file in files.Values)
            {
                file.Dispose();
            }
        }
    }
}
