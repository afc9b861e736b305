using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.Kinesis;

[Collection(nameof(ProcessWideState))]
public sealed class KinesisEnvironmentTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_KINESIS")]
    public async Task A_client_without_settings_takes_everything_from_the_environment(string endpointVariable)
    {
        using var server = FakeServer.Start(new FakeResponse(200, """{"ShardIterator":"it"}"""));
        using var endpoint = ProcessWideState.Variable(endpointVariable, server.Url);
        using var region = ProcessWideState.Variable("AWS_REGION", "eu-central-1");
        using var key = ProcessWideState.Variable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
        using var secret = ProcessWideState.Variable("AWS_SECRET_ACCESS_KEY", "secret");
        using var client = new AmazonKinesisClient();

        await client.GetShardIteratorAsync(new GetShardIteratorRequest(), TestContext.Current.CancellationToken);

        var authorization = server.Requests.ShouldHaveSingleItem().Headers["Authorization"]!;
        authorization.ShouldContain("Credential=AKIDENVIRONMENT/");
        authorization.ShouldContain("/eu-central-1/kinesis/aws4_request");
    }

    [Fact]
    public async Task The_variable_of_the_service_wins_over_the_general_one()
    {
        using var general = FakeServer.Start(new FakeResponse(200, "{}"));
        using var own = FakeServer.Start(new FakeResponse(200, "{}"));
        using var generalUrl = ProcessWideState.Variable("AWS_ENDPOINT_URL", general.Url);
        using var ownUrl = ProcessWideState.Variable("AWS_ENDPOINT_URL_KINESIS", own.Url);
        using var region = ProcessWideState.Variable("AWS_REGION", "eu-central-1");
        using var client = new AmazonKinesisClient(new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "secret"));

        await client.GetRecordsAsync(new GetRecordsRequest(), TestContext.Current.CancellationToken);

        own.Requests.Length.ShouldBe(1);
        general.Requests.ShouldBeEmpty();
    }
}
