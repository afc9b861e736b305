using EventRecovery.Objects;

namespace EventRecovery.Testing.Objects;

/// <summary>What every object store must do. Each test has a prefix of its own.</summary>
public abstract class ObjectStoreContract
{
    protected abstract IObjectStore Store { get; }

    private static string Prefix => TestContext.Current.Test!.UniqueID[..16] + "/";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(2_000_000)]
    public async Task What_is_put_comes_back(int length)
    {
        byte[] data = [.. Enumerable.Range(0, length).Select(index => (byte)(index % 251))];

        await Store.PutAsync(Prefix + "a", data, Cancelled);

        (await Store.GetAsync(Prefix + "a", Cancelled)).ShouldNotBeNull().SequenceEqual(data).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_never_put_is_null() => (await Store.GetAsync(Prefix + "a/b", Cancelled)).ShouldBeNull();

    [Fact]
    public async Task A_second_put_replaces_the_first()
    {
        await Store.PutAsync(Prefix + "a", "a longer first"u8.ToArray(), Cancelled);
        await Store.PutAsync(Prefix + "a", "second"u8.ToArray(), Cancelled);

        (await Store.GetAsync(Prefix + "a", Cancelled)).ShouldBe("second"u8.ToArray());
    }

    [Fact]
    public async Task An_object_has_an_address() =>
        (await Store.PutAsync(Prefix + "a", default, Cancelled)).IsAbsoluteUri.ShouldBeTrue();

    [Fact]
    public async Task Keys_are_listed_by_prefix_in_ordinal_order()
    {
        foreach (var key in (string[])["b/2", "b/10", "b-x", "a", "B/1"])
        {
            await Store.PutAsync(Prefix + key, default, Cancelled);
        }

        (await ListAsync("")).ShouldBe(["B/1", "a", "b-x", "b/10", "b/2"]);
        (await ListAsync("b/")).ShouldBe(["b/10", "b/2"]);
        (await ListAsync("b/1")).ShouldBe(["b/10"]);
        (await ListAsync("c")).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_keys_are_listed_than_one_page_holds()
    {
        var keys = Enumerable.Range(0, 1_100).Select(index => $"{index:D5}").ToList();
        await Parallel.ForEachAsync(
            keys,
            Cancelled,
            async (key, token) => await Store.PutAsync(Prefix + key, default, token)
        );

        (await ListAsync("")).ShouldBe(keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/absolute")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:/a")]
    [InlineData("a\0b")]
    [InlineData("a~b")]
    [InlineData("ä")]
    public async Task What_is_no_key_everywhere_is_refused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(key, default, Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => Store.GetAsync(key, Cancelled));
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var key in Store.ListAsync(Prefix + prefix, Cancelled))
        {
            keys.Add(key[Prefix.Length..]);
        }

        return keys;
    }
}
