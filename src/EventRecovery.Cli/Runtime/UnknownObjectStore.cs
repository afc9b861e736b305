using EventRecovery.Cli.Output;
using EventRecovery.Configuration;
using EventRecovery.Objects;

namespace EventRecovery.Cli.Runtime;

/// <summary>Stands where nobody has said which bucket there is. Few commands ever need one, so only they complain.</summary>
internal sealed class UnknownObjectStore : IObjectStore
{
    public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        throw Unknown();

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => throw Unknown();

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken) => throw Unknown();

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => throw Unknown();

    private static CommandException Unknown() =>
        Usage.Wrong(
            "results and large events are kept in a bucket, and it is not named",
            $"Set {Variables.Bucket}, or for the local stack {Variables.Folder}, as the functions have it."
        );
}
