using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace EventRecovery.Cli.Tests.Commands;

/// <summary>A file on this machine as the baseline of a trial.</summary>
public sealed class TrialBaselineTests : IDisposable
{
    private const string Events = """
        {"id":"a","timestamp":"2026-11-22T08:00:00Z","total":1.5}

        {"id":"b","timestamp":"2026-11-22T08:00:01Z","total":2.5}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-trial-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("results.jsonl", false)]
    [InlineData("results.txt", false)]
    [InlineData("results.jsonl.gz", true)]
    [InlineData("results", true)]
    public async Task A_file_of_events_is_put_where_the_deployment_finds_it(string name, bool gzip)
    {
        var file = Write(name, gzip ? Pack(Events) : Encoding.UTF8.GetBytes(Events));

        var (cli, again) = (await TrialAsync(file), await TrialAsync(file));

        cli.ExitCode.ShouldBe(ExitCode.Ok, cli.Transcript);
        var key = BaselineOf(cli);
        key.ShouldStartWith("baselines/");
        key.ShouldEndWith(".jsonl.gz");
        Unpack((await cli.Resources.Objects.GetAsync(key, Cancelled))!).ShouldBe(Events);
        BaselineOf(again).ShouldBe(key, "the same file asks for the same trial");
    }

    [Theory]
    [InlineData("published")]
    [InlineData("run:pricing-bug")]
    [InlineData("rate-adjustment/2")]
    [InlineData("baselines/consumer.jsonl")]
    public async Task What_is_no_file_here_is_left_to_the_deployment(string baseline) =>
        BaselineOf(await TrialAsync(baseline)).ShouldBe(baseline);

    [Theory]
    [InlineData("./none.jsonl", "there is no file ./none.jsonl to compare with")]
    [InlineData("none.csv", "\"none.csv\" is not a baseline")]
    public async Task What_is_neither_is_refused(string baseline, string why)
    {
        var cli = await TrialAsync(baseline);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldContain(why);
        cli.Replayer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_no_event_is_named_and_nothing_is_begun()
    {
        var cli = await TrialAsync(Write("results.csv", "{\"id\":\"a\"}\nid,total\n"u8.ToArray()));

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldContain("results.csv is no event");
        cli.Error.ShouldContain("line 2 of ");
        cli.Replayer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        var packed = Pack(Events);
        packed.AsSpan(12, 20).Fill(0xFF);

        (await TrialAsync(Write("results.gz", packed))).Error.ShouldContain("is a damaged gzip file");
    }

    private static string BaselineOf(Cli cli)
    {
        using var request = JsonDocument.Parse(cli.Replayer.Requests[0]);
        return request.RootElement.GetProperty("baseline").GetString()!;
    }

    private static async Task<Cli> TrialAsync(string baseline)
    {
        var cli = new Cli();
        cli.Replayer.Answers(
            """{"runId":"try-2","state":"complete","version":"rate-adjustment/2","shards":[],"counts":{},"messages":[]}"""
        );
        string[] window =
        [
            "--stream",
            "event_stream",
            "--from",
            "08:00",
            "--to",
            "09:00",
            "--version",
            "rate-adjustment/2",
        ];
        await cli.StartAsync(["trial", "--run", "try-2", .. window, "--baseline", baseline], Cancelled);
        return cli;
    }

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
