using System.Net;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.Kinesis;

public sealed class KinesisErrorTests
{
    private static readonly FakeResponse Iterator = new(200, """{"ShardIterator":"it"}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("AccessDeniedException", typeof(AccessDeniedException))]
    [InlineData("ExpiredIteratorException", typeof(ExpiredIteratorException))]
    [InlineData("ExpiredNextTokenException", typeof(ExpiredNextTokenException))]
    [InlineData("InvalidArgumentException", typeof(InvalidArgumentException))]
    [InlineData("KMSAccessDeniedException", typeof(KMSAccessDeniedException))]
    [InlineData("KMSDisabledException", typeof(KMSDisabledException))]
    [InlineData("KMSInvalidStateException", typeof(KMSInvalidStateException))]
    [InlineData("KMSNotFoundException", typeof(KMSNotFoundException))]
    [InlineData("KMSOptInRequired", typeof(KMSOptInRequiredException))]
    [InlineData("KMSThrottlingException", typeof(KMSThrottlingException))]
    [InlineData("ResourceInUseException", typeof(ResourceInUseException))]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("ValidationException", typeof(ValidationException))]
    [InlineData("SomethingNewException", typeof(AmazonKinesisException))]
    public async Task An_error_becomes_the_exception_of_its_name(string code, Type expected)
    {
        using var server = KinesisServer.That_answers(KinesisServer.Error($"com.amazonaws.kinesis#{code}"));

        var exception = await Should.ThrowAsync<AmazonKinesisException>(() => Call(server));

        exception.ShouldBeOfType(expected);
        exception.ErrorCode.ShouldBe(code);
        exception.Message.ShouldBe("because");
        exception.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        exception.RequestId.ShouldBe("request-1");
        server.Requests.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", typeof(ProvisionedThroughputExceededException))]
    [InlineData("LimitExceededException", typeof(LimitExceededException))]
    public async Task Throttling_is_retried_until_the_retries_are_used_up(string code, Type expected)
    {
        using var server = KinesisServer.That_answers(KinesisServer.Error(code));

        var exception = await Should.ThrowAsync<AmazonKinesisException>(() => Call(server));

        exception.ShouldBeOfType(expected);
        server.Requests.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_throttled_call_succeeds_when_a_retry_does()
    {
        using var server = KinesisServer.That_answers(
            KinesisServer.Error("ProvisionedThroughputExceededException"),
            Iterator
        );

        (await Call(server)).ShardIterator.ShouldBe("it");

        server.Requests.Length.ShouldBe(2);
        server.Requests[1].Body.ShouldBe(server.Requests[0].Body);
    }

    [Fact]
    public async Task A_failing_service_is_retried()
    {
        using var server = KinesisServer.That_answers(
            KinesisServer.Error("InternalFailureException", status: 500),
            Iterator
        );

        (await Call(server)).ShardIterator.ShouldBe("it");
        server.Requests.Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_retried()
    {
        using var server = KinesisServer.That_answers(
            new FakeResponse(200, """{"ShardIter""") { MissingBytes = 10 },
            Iterator
        );

        (await Call(server)).ShardIterator.ShouldBe("it");
        server.Requests.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Each_client_keeps_to_its_own_settings()
    {
        var throttled = KinesisServer.Error("ProvisionedThroughputExceededException");
        using var patient = KinesisServer.That_answers(throttled);
        using var hasty = KinesisServer.With(config => config.MaxErrorRetry = 0, throttled);

        await Should.ThrowAsync<AmazonKinesisException>(() => Call(patient));
        await Should.ThrowAsync<AmazonKinesisException>(() => Call(hasty));

        patient.Requests.Length.ShouldBe(3);
        hasty.Requests.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_never_answers_runs_into_the_timeout()
    {
        using var server = KinesisServer.That_never_answers(config =>
        {
            config.Timeout = TimeSpan.FromMilliseconds(200);
            config.MaxErrorRetry = 0;
        });

        await Should.ThrowAsync<TimeoutException>(() => Call(server));
    }

    [Fact]
    public async Task A_call_can_be_cancelled()
    {
        using var server = KinesisServer.That_never_answers(_ => { });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = server.Client.GetShardIteratorAsync(new GetShardIteratorRequest(), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private static Task<GetShardIteratorResponse> Call(KinesisServer server) =>
        server.Client.GetShardIteratorAsync(new GetShardIteratorRequest { StreamName = "s", ShardId = "0" }, Token);
}
