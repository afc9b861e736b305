using System.Text;
using System.Text.Json;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class ParkedTests
{
    private readonly InMemoryResources resources = new();

    [Fact]
    public async Task A_list_is_grouped_by_reason_and_shows_the_place_of_each()
    {
        await ParkThreeAsync();

        (await RunAsync("parked", "list")).Transcript.ShouldMatchSnapshot("parked-list");
    }

    [Fact]
    public async Task An_empty_list_says_so() =>
        (await RunAsync("parked", "list")).Transcript.ShouldMatchSnapshot("parked-list-empty");

    [Fact]
    public async Task Machines_get_the_list_as_one_object()
    {
        await ParkThreeAsync();

        var cli = await RunAsync("parked", "list", "--json", "--reason", "not-json");

        var items = JsonDocument.Parse(cli.Output).RootElement.GetProperty("items");
        items.GetArrayLength().ShouldBe(2);
        items[0].GetProperty("reason").GetString().ShouldBe("not-json");
    }

    [Fact]
    public async Task One_is_shown_with_its_bytes_made_harmless()
    {
        await ParkThreeAsync();

        var cli = await RunAsync("parked", "show", "2026-11-22/error_events/shardId-000000000000/2");

        cli.Transcript.ShouldMatchSnapshot("parked-show");
        cli.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_in_hex()
    {
        await ParkThreeAsync();

        (
            await RunAsync("parked", "show", "2026-11-22/error_events/shardId-000000000001/5/7")
        ).Transcript.ShouldMatchSnapshot("parked-show-hex");
    }

    [Fact]
    public async Task Raw_bytes_come_as_they_are()
    {
        await ParkThreeAsync();

        var cli = await RunAsync("parked", "show", "2026-11-22/error_events/shardId-000000000000/2", "--raw");

        cli.Output.ShouldBe("{\"id\": \u001b[31m");
    }

    [Fact]
    public async Task All_for_one_reason_are_put_back_and_marked()
    {
        await ParkThreeAsync();

        var cli = await RunAsync("parked", "retry", "--all", "--reason", "not-json");

        cli.Transcript.ShouldMatchSnapshot("parked-retry");
        resources.Put.Select(put => put.Stream).ShouldBe(["error_events", "error_events"]);
        resources
            .Parking.Items.Select(item => item.State)
            .ShouldBe([ParkedState.Retried, ParkedState.Retried, ParkedState.Parked]);
    }

    [Fact]
    public async Task A_second_retry_puts_nothing_back()
    {
        await ParkThreeAsync();
        string[] retry = ["parked", "retry", "2026-11-22/error_events/shardId-000000000000/2"];
        await RunAsync(retry);

        (await RunAsync(retry)).Transcript.ShouldMatchSnapshot("parked-retry-again");
        resources.Put.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_discarded_event_is_no_longer_listed()
    {
        await ParkThreeAsync();

        (await RunAsync("parked", "discard", "--all")).ExitCode.ShouldBe(ExitCode.Ok);

        (await RunAsync("parked", "list")).Output.ShouldStartWith("Nothing is parked");
        (await RunAsync("parked", "list", "--resolved")).Output.ShouldContain("discarded");
        resources.Put.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no-such-place", "parked", "show", "2026-11-22/error_events/shardId-000000000000/99")]
    [InlineData("no-place", "parked", "retry")]
    [InlineData("place-and-all", "parked", "retry", "--all", "2026-11-22/error_events/shardId-000000000000/2")]
    [InlineData("bad-place", "parked", "show", "shardId-000000000000/2")]
    [InlineData("too-many-days", "parked", "list", "--days", "1000")]
    public async Task What_cannot_be_meant_is_refused_before_anything_happens(string name, params string[] arguments)
    {
        await ParkThreeAsync();

        (await RunAsync(arguments)).Transcript.ShouldMatchSnapshot($"parked-refuses-{name}");
        resources.Put.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_table_nothing_is_guessed() =>
        (await Cli.RunAsync("parked", "list")).Transcript.ShouldMatchSnapshot("parked-without-table");

    private async Task<Cli> RunAsync(params string[] arguments)
    {
        var cli = new Cli { Resources = resources };
        await cli.StartAsync([.. arguments, "--table", "recovery"], TestContext.Current.CancellationToken);
        return cli;
    }

    private Task ParkThreeAsync() =>
        resources.Parking.ParkAsync(
            [
                Parked(
                    "0",
                    "2",
                    null,
                    "not-json",
                    "The text ends too early.",
                    Encoding.UTF8.GetBytes("{\"id\": \u001b[31m")
                ),
                Parked("0", "3", null, "not-json", "The text ends too early.", "{"u8.ToArray()),
                Parked("1", "5", 7, "invalid-utf8", "The bytes are not UTF-8.", [0x7b, 0xff, 0xfe, 0x7d]),
            ],
            TestContext.Current.CancellationToken
        );

    private static ParkedEvent Parked(
        string shard,
        string sequence,
        int? sub,
        string reason,
        string message,
        byte[] data
    ) =>
        new(
            new SourcePosition(
                new StreamName("error_events"),
                new ShardId("shardId-00000000000" + shard),
                new RecordPosition(new SequenceNumber(sequence), sub)
            ),
            Cli.Now.AddHours(-1),
            "account-007",
            reason,
            message,
            "rate-adjustment/1",
            data
        );
}
