using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using EventRecovery.Local.Metrics;
using EventRecovery.Testing.Processes;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Local.Tests.Metrics;

public sealed class MetricsServerTests : IAsyncLifetime
{
    private const string JsonType = "application/x-amz-json-1.0";
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T08:00:00Z");

    private MetricsServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        server = await MetricsServer.StartAsync(new FakeTimeProvider(Now), Token);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_the_aws_client_puts_is_kept_and_added_up()
    {
        using var client = Client();
        var request = new PutMetricDataRequest
        {
            Namespace = "EventRecovery",
            MetricData =
            [
                new MetricDatum
                {
                    MetricName = "eventrecovery.events.recovered",
                    Unit = StandardUnit.Count,
                    Value = 7,
                    Dimensions = [new Dimension { Name = "function", Value = "reprocessor" }],
                    Timestamp = Now.UtcDateTime,
                },
                new MetricDatum
                {
                    MetricName = "eventrecovery.batch.duration",
                    Unit = StandardUnit.Milliseconds,
                    StatisticValues = new StatisticSet
                    {
                        SampleCount = 4,
                        Sum = 100,
                        Minimum = 10,
                        Maximum = 40,
                    },
                },
                new MetricDatum
                {
                    MetricName = "eventrecovery.batch.size",
                    Unit = StandardUnit.None,
                    Values = [500, 20],
                    Counts = [2, 1],
                },
            ],
        };

        (await client.PutMetricDataAsync(request, Token)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        await client.PutMetricDataAsync(request, Token);

        server.Metrics.SumOf("eventrecovery.events.recovered").ShouldBe(14);
        Totals("eventrecovery.batch.duration").ShouldBe(new MetricTotals(8, 200, 10, 40, 25));
        Totals("eventrecovery.batch.size").ShouldBe(new MetricTotals(6, 2040, 20, 500, 20));
    }

    [Fact]
    public async Task A_metric_that_is_also_reported_in_parts_is_counted_once()
    {
        using var client = Client();
        MetricDatum Parked(double value, string? reason) =>
            new()
            {
                MetricName = "eventrecovery.events.parked",
                Unit = StandardUnit.Count,
                Value = value,
                Dimensions = reason is null ? null : [new Dimension { Name = "reason", Value = reason }],
            };

        await client.PutMetricDataAsync(
            new PutMetricDataRequest
            {
                Namespace = "EventRecovery",
                MetricData = [Parked(3, reason: null), Parked(1, "missing-id"), Parked(2, "not-json")],
            },
            Token
        );

        server.Metrics.SumOf("eventrecovery.events.parked").ShouldBe(3);
    }

    [Fact]
    public async Task The_real_aws_cli_puts_metrics()
    {
        var (exitCode, output) = await AwsCli.RunAsync(
            [
                "cloudwatch",
                "put-metric-data",
                "--endpoint-url",
                $"{server.Url}",
                "--namespace",
                "N",
                "--metric-name",
                "m",
                "--value",
                "3.5",
                "--unit",
                "Count",
                "--dimensions",
                "a=b",
            ],
            Token
        );

        exitCode.ShouldBe(0, output);
        server.Metrics.SumOf("m").ShouldBe(3.5);
    }

    [Fact]
    public async Task Prometheus_sees_counters_summaries_and_gauges()
    {
        await PutAsync(
            """
            {"Namespace":"EventRecovery","MetricData":[
              {"MetricName":"eventrecovery.events.recovered","Unit":"Count","Value":7,
               "Dimensions":[{"Name":"Function Name","Value":"a\"b\\c"}]},
              {"MetricName":"eventrecovery.events.recovered","Unit":"Count","Value":1,
               "Dimensions":[{"Name":"Function Name","Value":"b"}]},
              {"MetricName":"eventrecovery.batch.duration","Unit":"Milliseconds","Values":[10,20.5]},
              {"MetricName":"eventrecovery.published","Unit":"Bytes","Value":1024},
              {"MetricName":"eventrecovery.lag","Value":12},
              {"MetricName":"eventrecovery.lag","Value":3}]}
            """
        );

        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(server.Url, "metrics"), Token);

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(
            """
            # HELP eventrecovery_batch_duration_milliseconds eventrecovery.batch.duration in Milliseconds
            # TYPE eventrecovery_batch_duration_milliseconds summary
            eventrecovery_batch_duration_milliseconds_sum{namespace="EventRecovery"} 30.5
            eventrecovery_batch_duration_milliseconds_count{namespace="EventRecovery"} 2
            # HELP eventrecovery_events_recovered_total eventrecovery.events.recovered in Count
            # TYPE eventrecovery_events_recovered_total counter
            eventrecovery_events_recovered_total{namespace="EventRecovery",Function_Name="a\"b\\c"} 7
            eventrecovery_events_recovered_total{namespace="EventRecovery",Function_Name="b"} 1
            # HELP eventrecovery_lag eventrecovery.lag in None
            # TYPE eventrecovery_lag gauge
            eventrecovery_lag{namespace="EventRecovery"} 3
            # HELP eventrecovery_published_bytes_total eventrecovery.published in Bytes
            # TYPE eventrecovery_published_bytes_total counter
            eventrecovery_published_bytes_total{namespace="EventRecovery"} 1024

            """
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_is_read_plain_and_gzipped(bool gzipped)
    {
        var body = Encoding.UTF8.GetBytes(
            "Action=PutMetricData&Version=2010-08-01&Namespace=N%20N&MetricData.member.1.MetricName=m"
                + "&MetricData.member.1.Unit=Count&MetricData.member.1.Values.member.1=1.5&MetricData.member.1.Values.member.2=2"
                + "&MetricData.member.1.Timestamp=2026-11-22T07%3A59%3A00.000Z"
                + "&MetricData.member.1.Dimensions.member.1.Name=a&MetricData.member.1.Dimensions.member.1.Value=b"
        );

        using var response = await SendAsync(gzipped ? Gzip(body) : body, FormType, gzipped: gzipped);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var metric = server.Metrics.Snapshot().ShouldHaveSingleItem();
        metric.Key.ShouldBe(new MetricKey("N N", "m", "Count", new MetricDimensions([KeyValuePair.Create("a", "b")])));
        metric.Value.Sum.ShouldBe(3.5);
    }

    [Theory]
    [InlineData("""{"MetricData":[]}""", "MissingParameter")]
    [InlineData("""{"Namespace":"N"}""", "MissingParameter")]
    [InlineData("""{"Namespace":"N","MetricData":[{"Value":1}]}""", "MissingParameter")]
    [InlineData("""{"Namespace":"N","MetricData":[{"MetricName":"m"}]}""", "InvalidParameterCombination")]
    [InlineData("""{"Namespace":"N","MetricData":[7]}""", "MissingParameter")]
    [InlineData("""[]""", "MissingParameter")]
    [InlineData("{", "SerializationException")]
    [InlineData("""{"Namespace":"N","Namespace":"N"}""", "SerializationException")]
    [InlineData("""{"Namespace":"N","MetricData":[{"MetricName":"m","Value":"NaN"}]}""", "InvalidParameterValue")]
    [InlineData("""{"Namespace":"N","MetricData":[{"MetricName":"m","Value":1e999}]}""", "InvalidParameterValue")]
    [InlineData(
        """{"Namespace":"N","MetricData":[{"MetricName":"m","Values":[1],"Counts":[1,2]}]}""",
        "InvalidParameterValue"
    )]
    public async Task A_mistake_is_refused_by_cloudwatchs_own_name_for_it(string body, string code)
    {
        using var response = await SendAsync(Encoding.UTF8.GetBytes(body), JsonType);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).ShouldContain($"\"__type\":\"{code}\"");
        server.Metrics.Snapshot().ShouldBeEmpty();
    }

    /// <summary>TRAPS 42: a replay's metrics are stamped with now, because CloudWatch rejects the past.</summary>
    [Theory]
    [InlineData("2026-11-08T07:59:00Z", HttpStatusCode.BadRequest)]
    [InlineData("2026-11-08T08:01:00Z", HttpStatusCode.OK)]
    [InlineData("2026-11-22T09:59:00Z", HttpStatusCode.OK)]
    [InlineData("2026-11-22T10:01:00Z", HttpStatusCode.BadRequest)]
    public async Task Data_points_older_than_two_weeks_are_refused(string timestamp, HttpStatusCode expected)
    {
        var body = $$"""{"Namespace":"N","MetricData":[{"MetricName":"m","Value":1,"Timestamp":"{{timestamp}}"}]}""";

        using var response = await SendAsync(Encoding.UTF8.GetBytes(body), JsonType);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_thousand_metrics_are_taken_and_one_more_is_not()
    {
        (await StatusOfAsync(1000)).ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync(1001)).ShouldBe(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> StatusOfAsync(int count)
        {
            var data = string.Join(',', Enumerable.Repeat("""{"MetricName":"m","Value":1}""", count));
            using var response = await SendAsync(
                Encoding.UTF8.GetBytes($$"""{"Namespace":"N","MetricData":[{{data}}]}"""),
                JsonType
            );
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_body_that_inflates_too_far_is_refused()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024];
            for (var written = 0; written < 200_000; written++)
            {
                gzip.Write(zeros);
            }
        }

        using var response = await SendAsync(bomb.ToArray(), JsonType, gzipped: true);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).ShouldContain("RequestEntityTooLarge");
    }

    [Fact]
    public async Task Another_operation_is_refused()
    {
        using var response = await SendAsync("Action=GetMetricData"u8.ToArray(), FormType);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).ShouldContain("<Code>InvalidAction</Code>");
    }

    private AmazonCloudWatchClient Client() =>
        new(
            new BasicAWSCredentials("local", "local"),
            new AmazonCloudWatchConfig { ServiceURL = $"{server.Url}", AuthenticationRegion = "us-east-1" }
        );

    private MetricTotals Totals(string name) =>
        server.Metrics.Snapshot().Single(metric => metric.Key.Name == name).Value;

    private async Task PutAsync(string json)
    {
        using var response = await SendAsync(Encoding.UTF8.GetBytes(json), JsonType);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string contentType, bool gzipped = false)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Amz-Target", "GraniteServiceVersion20100801.PutMetricData");
        if (gzipped)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        return await http.SendAsync(request, Token);
    }

    private static byte[] Gzip(byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionMode.Compress))
        {
            gzip.Write(body);
        }

        return buffer.ToArray();
    }
}
