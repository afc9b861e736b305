using System.IO.Compression;
using System.Text;
using EventRecovery.Audit.Reading;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using static EventRecovery.Audit.AuditWorld;

namespace EventRecovery.Audit;

/// <summary>Files that would make an audit wrong, endless, or read what it must not.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly AuditWorld world = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventrecovery-hostile-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        world.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_packed_file_reads_like_a_plain_one_whatever_its_name()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1));
        byte[] twoMembers =
        [
            .. Pack(Encoding.UTF8.GetBytes(Event(1, 1))),
            .. Pack(Encoding.UTF8.GetBytes(Event(2, 1))),
        ];
        await world.Store.PutAsync("processed", twoMembers, Cancelled);

        (await world.AuditAsync()).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_packed_file_that_was_cut_off_anywhere_ends_the_audit()
    {
        var data = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 50).Select(id => Event(id, 1))));
        await world.PutAsync("expected", Event(1, 1));
        var length = Pack(data).Length;
        for (var cut = 3; cut < length; cut += cut < length - 20 ? 17 : 1)
        {
            await world.PutPackedAsync("processed", data, cut);

            var refused = await Should.ThrowAsync<AuditSourceException>(
                () => world.AuditAsync(),
                $"cut to {cut} of {length}"
            );
            refused.Message.ShouldStartWith("processed is a damaged or cut off gzip file.");
        }
    }

    [Fact]
    public async Task A_gzip_bomb_is_not_read_on()
    {
        // 100 KB that unpack to 100 MB.
        byte[] bomb = [.. Encoding.UTF8.GetBytes(Event(1, 1)), .. new byte[100_000_000]];
        await world.PutPackedAsync("processed", bomb, level: CompressionLevel.Optimal);
        await world.PutAsync("expected", Event(1, 1));

        var refused = await Should.ThrowAsync<AuditSourceException>(() => world.AuditAsync());

        refused.Message.ShouldStartWith("processed unpacks to more than 400 times its size");
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_ends_the_audit()
    {
        var path = Path.Combine(folder.FullName, "log.jsonl");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, 10).Select(id => Event(id, 1)), Cancelled);
        var source = new ObjectSource(
            "log",
            new FolderObjectStore(folder.FullName, new SystemEntropy()),
            new ObjectChoice.Under("log"),
            1 << 20
        );

        var refused = await Should.ThrowAsync<AuditSourceException>(async () =>
        {
            await foreach (var item in source.ReadAsync(world.Scope.Window, Cancelled))
            {
                await File.AppendAllTextAsync(path, Event(99, 1), Cancelled);
            }
        });

        refused.Message.ShouldStartWith("log.jsonl changed while it was read");
    }

    [Fact]
    public async Task A_file_that_changes_between_two_readings_ends_the_audit()
    {
        await world.PutAsync("expected", Event(1, 1));
        var source = world.Source("expected");
        await CountAsync(source);
        await world.PutAsync("expected", Event(2, 1));

        (await Should.ThrowAsync<AuditSourceException>(() => CountAsync(source))).Message.ShouldContain(
            "changed between"
        );
    }

    [Theory]
    [InlineData("../outside.jsonl")]
    [InlineData("a/../../outside.jsonl")]
    [InlineData("/etc/passwd")]
    public async Task A_key_that_leaves_the_folder_is_not_opened(string key)
    {
        var inside = folder.CreateSubdirectory("inside");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "outside.jsonl"), "{}", Cancelled);
        var store = new FolderObjectStore(inside.FullName, new SystemEntropy());

        await Should.ThrowAsync<ObjectOutsideException>(() => store.OpenAsync(key, Cancelled));
    }

    [Fact]
    public async Task A_link_that_leaves_the_folder_is_neither_listed_nor_opened()
    {
        var inside = folder.CreateSubdirectory("inside");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "outside.jsonl"), "{}", Cancelled);
        File.CreateSymbolicLink(
            Path.Combine(inside.FullName, "file.jsonl"),
            Path.Combine(folder.FullName, "outside.jsonl")
        );
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "around"), folder.FullName);
        var store = new FolderObjectStore(inside.FullName, new SystemEntropy());

        var keys = new List<string>();
        await foreach (var key in store.ListAsync("", Cancelled))
        {
            keys.Add(key);
        }

        keys.ShouldBeEmpty();
        await Should.ThrowAsync<ObjectOutsideException>(() => store.OpenAsync("file.jsonl", Cancelled));
        await Should.ThrowAsync<ObjectOutsideException>(() => store.OpenAsync("around/outside.jsonl", Cancelled));
    }

    [Fact]
    public async Task A_prefix_with_a_million_keys_is_paged_and_never_held_whole()
    {
        var store = new EndlessStore(1_000_000);

        await CountAsync(new ObjectSource("many", store, new ObjectChoice.Under("many/"), 1 << 20));

        store.Opened.ShouldBe(1_000_000);
        store.MostListedAhead.ShouldBeLessThanOrEqualTo(1);
        store.SampledKeysAliveAtTheEnd.ShouldBeLessThanOrEqualTo(
            2,
            "of a thousand: the one in hand, and the one before"
        );
    }

    [Fact]
    public async Task A_folder_of_many_files_is_listed_in_pages_and_in_order()
    {
        var store = new FolderObjectStore(folder.FullName, new SystemEntropy(), pageNames: 7);
        var keys = Enumerable
            .Range(0, 100)
            .Select(index => $"{index % 9}/{index % 3}/{index}")
            .Append("4-x")
            .Append("4.x");
        foreach (var key in keys)
        {
            await store.PutAsync(key, default, Cancelled);
        }

        var listed = new List<string>();
        await foreach (var key in store.ListAsync("4", Cancelled))
        {
            listed.Add(key);
        }

        listed.ShouldBe(keys.Where(key => key.StartsWith('4')).Order(StringComparer.Ordinal));
    }

    private async Task CountAsync(ObjectSource source)
    {
        await foreach (var _ in source.ReadAsync(world.Scope.Window, Cancelled)) { }
    }

    /// <summary>A bucket whose listing counts how far it is asked ahead of what was opened.</summary>
    private sealed class EndlessStore(int count) : IObjectStore
    {
        private readonly List<WeakReference> sampled = [];
        private int listed;

        /// <summary>Of each thousandth key, when the last is opened: what the whole process holds says little where tests run side by side.</summary>
        public int SampledKeysAliveAtTheEnd { get; private set; } = int.MaxValue;

        public int Opened { get; private set; }

        public int MostListedAhead { get; private set; }

        public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken)
        {
            if (++Opened % 1_000 == 0)
            {
                sampled.Add(new WeakReference(key));
            }

            if (Opened == count)
            {
                GC.Collect();
                SampledKeysAliveAtTheEnd = sampled.Count(sample => sample.IsAlive);
            }

            return Task.FromResult<ObjectContent?>(
                new ObjectContent(new MemoryStream("{}"u8.ToArray()), 2, "", () => "")
            );
        }

        public async IAsyncEnumerable<string> ListAsync(
            string prefix,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.CompletedTask;
            for (; listed < count; )
            {
                MostListedAhead = Math.Max(MostListedAhead, ++listed - Opened);
                yield return FormattableString.Invariant($"{prefix}{listed:D7}");
            }
        }

        public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
