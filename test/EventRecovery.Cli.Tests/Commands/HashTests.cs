using System.Text;
using System.Text.Json;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class HashTests
{
    [Fact]
    public async Task Texts_that_say_the_same_have_the_same_hash()
    {
        var one = await Cli.RunAsync("""{"b":1.10,"a":[1e2,"\u00e9"]}"""u8.ToArray(), "hash");
        var other = await Cli.RunAsync("""{ "a" : [100, "é"], "b" : 1.1 }"""u8.ToArray(), "hash");

        one.Output.ShouldBe(other.Output);
        one.Output.ShouldMatch("^[0-9a-f]{64}\n$");
        one.ExitCode.ShouldBe(ExitCode.Ok);
        one.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_canonical_bytes_come_alone_without_a_line_end()
    {
        var cli = await Cli.RunAsync("""{"b":1.10,"a":[1e2,"\u00e9"]}"""u8.ToArray(), "hash", "--canonical");

        cli.Output.ShouldBe("""{"a":[100,"é"],"b":1.1}""");
    }

    [Fact]
    public async Task Machines_get_one_object()
    {
        var cli = await Cli.RunAsync("{}"u8.ToArray(), "hash", "--json");

        var report = JsonDocument.Parse(cli.Output).RootElement;
        report
            .GetProperty("sha256")
            .GetString()
            .ShouldBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        report.GetProperty("canonicalBytes").GetInt32().ShouldBe(2);
        cli.Output.ShouldEndWith("}\n");
    }

    [Theory]
    [InlineData("duplicate-name", """{"a":1,"\u0061":2}""")]
    [InlineData("lone-surrogate", """{"a":"\ud800"}""")]
    [InlineData("trailing-data", "{}\n{}")]
    [InlineData("empty", "")]
    [InlineData("nan", """{"a":NaN}""")]
    public async Task Ambiguous_or_invalid_JSON_is_refused_with_its_position(string name, string text)
    {
        var cli = await Cli.RunAsync(Encoding.UTF8.GetBytes(text), "hash");

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        cli.Transcript.ShouldMatchSnapshot($"hash-refuses-{name}");
    }

    [Fact]
    public async Task A_file_is_hashed_like_the_input()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "[1]", TestContext.Current.CancellationToken);
            var fromFile = await Cli.RunAsync("hash", path);
            var fromInput = await Cli.RunAsync("[1]"u8.ToArray(), "hash");
            fromFile.Output.ShouldBe(fromInput.Output);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage() =>
        (await Cli.RunAsync("hash", "no-such-file.json")).Transcript.ShouldMatchSnapshot("hash-no-such-file");

    [Fact]
    public async Task It_works_as_a_process_in_a_pipe()
    {
        var ended = await CliProcess.RunAsync(["hash"], "{}"u8.ToArray());

        ended.Output.ShouldBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n");
        ended.Error.ShouldBeEmpty();
        ended.ExitCode.ShouldBe(0);
    }
}
