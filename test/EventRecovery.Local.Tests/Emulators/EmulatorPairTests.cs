using System.Net;
using System.Text;
using EventRecovery.Local.Emulators;

namespace EventRecovery.Local.Tests.Emulators;

public sealed class EmulatorPairTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_emulators_answer_their_own_api()
    {
        await using var emulators = await EmulatorPair.StartAsync(cancellationToken: Token);

        (await AskAsync(emulators.KinesisUrl, "Kinesis_20131202.ListStreams")).ShouldContain("StreamNames");
        (await AskAsync(emulators.DynamoDbUrl, "DynamoDB_20120810.ListTables")).ShouldContain("TableNames");
    }

    [Fact]
    public async Task They_listen_on_loopback_only()
    {
        await using var emulators = await EmulatorPair.StartAsync(cancellationToken: Token);

        Loopback.ListenersOn(emulators.KinesisUrl.Port).ShouldBe([IPAddress.Loopback]);
        Loopback.ListenersOn(emulators.DynamoDbUrl.Port).ShouldBe([IPAddress.Loopback]);
    }

    [Fact]
    public async Task Two_pairs_share_nothing()
    {
        await using var one = await EmulatorPair.StartAsync(cancellationToken: Token);
        await using var other = await EmulatorPair.StartAsync(cancellationToken: Token);

        await AskAsync(one.KinesisUrl, "Kinesis_20131202.CreateStream", """{"StreamName":"mine","ShardCount":1}""");

        (await AskAsync(one.KinesisUrl, "Kinesis_20131202.ListStreams")).ShouldContain("mine");
        (await AskAsync(other.KinesisUrl, "Kinesis_20131202.ListStreams")).ShouldNotContain("mine");
    }

    [Fact]
    public async Task Disposing_stops_them()
    {
        var emulators = await EmulatorPair.StartAsync(cancellationToken: Token);
        await emulators.DisposeAsync();

        (await Loopback.AnswersAsync(emulators.KinesisUrl, Token)).ShouldBeFalse();
        (await Loopback.AnswersAsync(emulators.DynamoDbUrl, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task They_die_with_a_parent_that_is_killed()
    {
        using var parent = TestProgram.Start("emulators");
        var urls = (await parent.Output.ReadLineAsync(Token))!.Split(' ').Select(url => new Uri(url)).ToArray();
        (await Loopback.AnswersAsync(urls[0], Token)).ShouldBeTrue();

        parent.KillHard();

        foreach (var url in urls)
        {
            await Eventually.BecomesTrueAsync(async () => !await Loopback.AnswersAsync(url, Token), Token);
        }
    }

    private static async Task<string> AskAsync(Uri url, string operation, string body = "{}")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.Remove("Content-Type");
        var service = operation.StartsWith("Kinesis", StringComparison.Ordinal) ? "kinesis" : "dynamodb";
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Type",
            service == "kinesis" ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0"
        );
        request.Headers.TryAddWithoutValidation("X-Amz-Target", operation);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/{service}/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=0"
        );
        using var response = await http.SendAsync(request, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
