using System.IO.Compression;
using System.Text;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Time;

namespace EventRecovery.Audit;

/// <summary>Two sides as files in memory, and an audit of them.</summary>
internal sealed class AuditWorld : IFindingSink, IDisposable
{
    public static readonly DateTimeOffset From = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventrecovery-audit-");
    private readonly InMemoryObjectStore store = new();
    private readonly List<Finding> findings = [];

    public AuditScope Scope { get; init; } = new(new ReplayWindow(From, From.AddHours(1)));

    public DateTimeOffset Now { get; set; } = From.AddDays(1);

    public IReadOnlyList<Finding> Findings => findings;

    public InMemoryObjectStore Store => store;

    public string[] FilesLeft => [.. folder.GetFiles().Select(file => file.Name)];

    public static string Event(int id, double minute, double value = 1) =>
        FormattableString.Invariant(
            $$"""{"id":"e{{id}}","timestamp":"{{From.AddMinutes(minute):O}}","value":{{value}},"type":"t{{id % 3}}"}"""
        );

    public Task PutAsync(string key, params IEnumerable<string> lines) =>
        store.PutAsync(key, Encoding.UTF8.GetBytes(string.Join('\n', lines)), TestContext.Current.CancellationToken);

    public Task PutPackedAsync(
        string key,
        byte[] data,
        int? cutTo = null,
        CompressionLevel level = CompressionLevel.Fastest
    )
    {
        var packed = Pack(data, level);
        return store.PutAsync(key, packed.AsMemory(0, cutTo ?? packed.Length), TestContext.Current.CancellationToken);
    }

    /// <param name="level">The fastest reaches a ratio of some 200, the others of 1,000.</param>
    public static byte[] Pack(byte[] data, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(data);
        }

        return packed.ToArray();
    }

    public ObjectSource Source(string prefix) => new(prefix, store, new ObjectChoice.Under(prefix), 1 << 20);

    public async Task<AuditReport> AuditAsync(
        Func<AuditRequest, AuditRequest>? change = null,
        params string[] processed
    )
    {
        var request = new AuditRequest(
            Scope,
            Source("expected"),
            [.. (processed is [] ? ["processed"] : processed).Select(Source)]
        );
        var runner = new AuditRunner(folder.FullName, new VirtualTime(Now), new SeededEntropy(1));
        return await runner.RunAsync(change?.Invoke(request) ?? request, this, TestContext.Current.CancellationToken);
    }

    public ValueTask AddAsync(Finding finding, CancellationToken cancellationToken)
    {
        findings.Add(finding);
        return ValueTask.CompletedTask;
    }

    /// <summary>The findings in short: <c>e1 missing, e2 wrong</c>.</summary>
    public string Told =>
        string.Join(", ", findings.Select(one => $"{one.Id} {one.Verdict.Name()}").Order(StringComparer.Ordinal));

    public void Dispose() => folder.Delete(recursive: true);
}
