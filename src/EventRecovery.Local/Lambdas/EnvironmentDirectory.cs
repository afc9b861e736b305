using System.Collections.Concurrent;

namespace EventRecovery.Local.Lambdas;

/// <summary>
/// Which environment stands behind which path of the Runtime API. Each process is told an address of its own, such as
/// <c>127.0.0.1:40123/env-3</c>, which both AWS's runtime support and ours put in front of every call.
/// </summary>
internal sealed class EnvironmentDirectory
{
    private readonly ConcurrentDictionary<string, ExecutionEnvironment> environments = new();
    private int count;

    /// <summary>Host and port of the server; known once it listens.</summary>
    public string Authority { get; set; } = "";

    public ExecutionEnvironment Add(Func<string, string, ExecutionEnvironment> start)
    {
        var id = $"env-{Interlocked.Increment(ref count)}";
        return environments[id] = start(id, $"{Authority}/{id}");
    }

    public ExecutionEnvironment? Find(string id) => environments.GetValueOrDefault(id);

    public void Remove(string id) => environments.TryRemove(id, out _);
}
