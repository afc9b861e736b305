using EventRecovery.Runtime;
using EventRecovery.Testing.Objects;

namespace EventRecovery.Objects;

public sealed class InMemoryObjectStoreTests : ObjectStoreContract
{
    protected override IObjectStore Store { get; } = new InMemoryObjectStore();
}

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventrecovery-objects-");

    protected override IObjectStore Store => new FolderObjectStore(folder.FullName, new SystemEntropy());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_address_opens_the_file()
    {
        var address = await Store.PutAsync("reports/a.html", "<p>"u8.ToArray(), Cancelled);

        address.Scheme.ShouldBe("file");
        (await File.ReadAllTextAsync(address.LocalPath, Cancelled)).ShouldBe("<p>");
    }

    [Fact]
    public async Task A_draft_that_a_crash_left_behind_is_not_seen()
    {
        await Store.PutAsync("a", "whole"u8.ToArray(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a~0123"), "ha", Cancelled);

        var keys = new List<string>();
        await foreach (var key in Store.ListAsync("", Cancelled))
        {
            keys.Add(key);
        }

        keys.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Who_reads_while_another_writes_sees_one_or_the_other()
    {
        byte[] small = [.. Enumerable.Repeat((byte)1, 10)];
        byte[] large = [.. Enumerable.Repeat((byte)2, 500_000)];
        await Store.PutAsync("a", small, Cancelled);

        var writes = Enumerable
            .Range(0, 20)
            .Select(index => Store.PutAsync("a", index % 2 == 0 ? large : small, Cancelled));
        var reads = Enumerable.Range(0, 20).Select(_ => Store.GetAsync("a", Cancelled));
        var writing = Task.WhenAll(writes);
        var read = await Task.WhenAll(reads);
        await writing;

        read.ShouldAllBe(data => data!.SequenceEqual(small) || data!.SequenceEqual(large));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_yet_is_empty()
    {
        var store = new FolderObjectStore(Path.Combine(folder.FullName, "later"), new SystemEntropy());

        (await store.GetAsync("a", Cancelled)).ShouldBeNull();
        await foreach (var key in store.ListAsync("", Cancelled))
        {
            key.ShouldBeNull("nothing is listed");
        }
    }
}
