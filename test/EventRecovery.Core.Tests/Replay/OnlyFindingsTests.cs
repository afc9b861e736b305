using System.Text;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Replay;

public sealed class OnlyFindingsTests
{
    private const string Place = "audits/findings.jsonl";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_findings_are_processed_and_only_their_stretches_are_read()
    {
        var world = ReplayWorld.Resharded();
        var wanted = world.Expected().Where((_, at) => at % 100 is 20 or 21).ToList();
        await WriteAsync(world, wanted);

        var answer = await world.Start().ReplayAsync(definition: ReplayWorld.Definition with { Only = Place });

        answer.State.ShouldBe(RunState.Complete);
        world.Published().Order().ShouldBe(wanted.Order());
        answer.Counts.Events.Recovered.ShouldBe(wanted.Count);
        answer.Counts.Records.ShouldBeLessThan(world.Expected().Count / 3, "most of the window is not read");
        answer.Messages[0].ShouldStartWith($"Only {wanted.Count} findings are processed: ");
        answer.Messages[0].ShouldEndWith("% is saved.");
    }

    [Fact]
    public async Task Findings_without_a_place_are_looked_for_in_the_whole_window()
    {
        var world = ReplayWorld.Resharded();
        var wanted = world.Expected().Where((_, at) => at % 37 == 5).ToList();
        var lines = wanted.Select(id => $$"""{"id":"{{id}}","verdict":"missing"}""");
        await world.Objects.PutAsync(Place, Encoding.UTF8.GetBytes(string.Join('\n', lines)), Cancelled);

        await world.Start().ReplayAsync(definition: ReplayWorld.Definition with { Only = Place });

        world.Published().Order().ShouldBe(wanted.Order());
    }

    [Fact]
    public async Task What_no_replay_can_mend_is_left_alone()
    {
        var world = ReplayWorld.Resharded();
        var ids = world.Expected().Take(3).ToList();
        string[] lines =
        [
            $$"""{"id":"{{ids[0]}}","verdict":"late"}""",
            $$"""{"id":"{{ids[1]}}","verdict":"wrong"}""",
            """{"id":"","verdict":"unrecoverable"}""",
        ];
        await world.Objects.PutAsync(Place, Encoding.UTF8.GetBytes(string.Join('\n', lines)), Cancelled);

        await world.Start().ReplayAsync(definition: ReplayWorld.Definition with { Only = Place });

        world.Published().ShouldBe([ids[1]]);
    }

    [Theory]
    [InlineData(null, "There are no findings at audits/findings.jsonl.")]
    [InlineData(
        "{\"id\":\"a\"}",
        "The findings cannot be read: audits/findings.jsonl has something at byte 0 that is no finding"
    )]
    public async Task Findings_that_cannot_be_read_refuse_the_run(string? findings, string message)
    {
        var world = ReplayWorld.Resharded();
        if (findings is not null)
        {
            await world.Objects.PutAsync(Place, Encoding.UTF8.GetBytes(findings), Cancelled);
        }

        var refused = await ReplayProcess.RefusedAsync(
            world.Start().ReplayAsync(definition: ReplayWorld.Definition with { Only = Place })
        );

        refused.ShouldStartWith(message);
    }

    [Fact]
    public void A_seam_without_an_archive_is_a_mistake()
    {
        var reading = ReplayRequestReader.Read(
            Encoding.UTF8.GetBytes(
                """{"runId":"a","stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z","version":"rate-adjustment/1","seam":"2026-11-22T08:30:00Z"}"""
            )
        );

        reading.Problems.ShouldHaveSingleItem().Field.ShouldBe("seam");
    }

    private static async Task WriteAsync(ReplayWorld world, List<string> wanted)
    {
        var lines = new StringBuilder();
        foreach (var (shard, record) in world.Kinesis.Records(ReplayWorld.Source))
        {
            var id = Encoding.UTF8.GetString(record.Data.Span).Split('"')[3];
            if (wanted.Contains(id))
            {
                lines.AppendLine(
                    FormattableString.Invariant(
                        $$"""{"id":"{{id}}","verdict":"missing","stream":"{{ReplayWorld.Source}}","shard":"{{shard}}","sequence":"{{record.Sequence}}","arrivedAt":"{{record.ArrivedAt.UtcDateTime:O}}"}"""
                    )
                );
            }
        }

        await world.Objects.PutAsync(Place, Encoding.UTF8.GetBytes(lines.ToString()), Cancelled);
    }
}
