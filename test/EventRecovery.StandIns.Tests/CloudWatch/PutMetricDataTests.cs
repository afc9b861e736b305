#if STANDIN // AWS's own client may choose another of the protocols that the service speaks.
using System.Net;
using System.Web;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.CloudWatch;

public sealed class PutMetricDataTests
{
    private static readonly FakeResponse Accepted = new(
        200,
        """
        <PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
          <ResponseMetadata><RequestId>in-the-body</RequestId></ResponseMetadata>
        </PutMetricDataResponse>
        """,
        "text/xml"
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_sent_as_a_signed_form()
    {
        using var server = FakeServer.Start(Accepted);
        using var client = Client(server);

        var answer = await client.PutMetricDataAsync(
            new PutMetricDataRequest
            {
                Namespace = "EventRecovery",
                MetricData =
                [
                    new MetricDatum
                    {
                        MetricName = "eventrecovery.events.recovered",
                        Dimensions = [new Dimension { Name = "version", Value = "rate-adjustment/1" }],
                        Timestamp = new DateTime(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc),
                        Unit = StandardUnit.Count,
                        Value = 12.5,
                    },
                    new MetricDatum
                    {
                        MetricName = "eventrecovery.batch.duration",
                        Values = [0.1, 1e-9],
                        Counts = [3, 1],
                        StorageResolution = 1,
                        StatisticValues = new StatisticSet
                        {
                            SampleCount = 4,
                            Sum = 0.3,
                            Minimum = 0,
                            Maximum = 0.1,
                        },
                    },
                ],
            },
            Token
        );

        answer.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        answer.ResponseMetadata.RequestId.ShouldBe("request-1");
        var request = server.Requests.ShouldHaveSingleItem();
        request.Headers["Content-Type"]!.ShouldStartWith("application/x-www-form-urlencoded");
        request.Headers["Authorization"]!.ShouldContain("/eu-west-1/monitoring/aws4_request");
        var form = HttpUtility.ParseQueryString(request.Body);
        form.AllKeys.Select(key => $"{key}={form[key]}")
            .ShouldBe(
                [
                    "Action=PutMetricData",
                    "Version=2010-08-01",
                    "Namespace=EventRecovery",
                    "MetricData.member.1.MetricName=eventrecovery.events.recovered",
                    "MetricData.member.1.Dimensions.member.1.Name=version",
                    "MetricData.member.1.Dimensions.member.1.Value=rate-adjustment/1",
                    "MetricData.member.1.Timestamp=2026-11-22T08:00:00.000Z",
                    "MetricData.member.1.Unit=Count",
                    "MetricData.member.1.Value=12.5",
                    "MetricData.member.2.MetricName=eventrecovery.batch.duration",
                    "MetricData.member.2.Values.member.1=0.1",
                    "MetricData.member.2.Values.member.2=1E-09",
                    "MetricData.member.2.Counts.member.1=3",
                    "MetricData.member.2.Counts.member.2=1",
                    "MetricData.member.2.StatisticValues.SampleCount=4",
                    "MetricData.member.2.StatisticValues.Sum=0.3",
                    "MetricData.member.2.StatisticValues.Minimum=0",
                    "MetricData.member.2.StatisticValues.Maximum=0.1",
                    "MetricData.member.2.StorageResolution=1",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("InvalidParameterValue", typeof(InvalidParameterValueException))]
    [InlineData("InvalidParameterCombination", typeof(InvalidParameterCombinationException))]
    [InlineData("MissingParameter", typeof(MissingRequiredParameterException))]
    [InlineData("AccessDenied", typeof(AmazonCloudWatchException))]
    public async Task An_error_becomes_the_exception_of_its_code(string code, Type expected)
    {
        using var server = FakeServer.Start(Error(code, 400));
        using var client = Client(server);

        var exception = await Should.ThrowAsync<AmazonCloudWatchException>(() =>
            client.PutMetricDataAsync(new PutMetricDataRequest(), Token)
        );

        exception.ShouldBeOfType(expected);
        exception.ErrorCode.ShouldBe(code);
        exception.ErrorType.ShouldBe(ErrorType.Sender);
        exception.Message.ShouldBe("because");
        exception.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        exception.RequestId.ShouldBe("in-the-body");
    }

    [Theory]
    [InlineData("Throttling", 400)]
    [InlineData("InternalServiceFault", 500)]
    public async Task A_throttled_or_failing_service_is_retried(string code, int status)
    {
        using var server = FakeServer.Start(Error(code, status), Accepted);
        using var client = Client(server);

        await client.PutMetricDataAsync(new PutMetricDataRequest { Namespace = "EventRecovery" }, Token);

        server.Requests.Length.ShouldBe(2);
    }

    [Fact]
    public void A_region_has_its_own_host()
    {
        using var client = new AmazonCloudWatchClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            Amazon.RegionEndpoint.EUWest1
        );

        new Uri(client.DetermineServiceOperationEndpoint(new PutMetricDataRequest()).URL).Host.ShouldBe(
            "monitoring.eu-west-1.amazonaws.com"
        );
    }

    private static AmazonCloudWatchClient Client(FakeServer server) =>
        new(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonCloudWatchConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" }
        );

    private static FakeResponse Error(string code, int status) =>
        new(
            status,
            $"""
            <ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
              <Error><Type>Sender</Type><Code>{code}</Code><Message>because</Message></Error>
              <RequestId>in-the-body</RequestId>
            </ErrorResponse>
            """,
            "text/xml"
        );
}
#endif
