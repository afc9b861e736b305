using Amazon;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;

namespace EventRecovery.StandIns.Kinesis;

public sealed class KinesisEndpointTests
{
    private const string Arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/event_stream";

    [Theory]
    [InlineData("eu-west-1", false, false, "https://kinesis.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://kinesis.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-east-1", true, false, "https://kinesis-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://kinesis.us-east-1.api.aws/")]
    [InlineData("us-east-1", true, true, "https://kinesis-fips.us-east-1.api.aws/")]
    [InlineData("us-gov-west-1", true, false, "https://kinesis.us-gov-west-1.amazonaws.com/")]
    public void A_region_has_its_own_host(string region, bool fips, bool dualStack, string expected) =>
        Endpoint(region, new PutRecordsRequest { StreamName = "s" }, fips, dualStack).ShouldBe(expected);

    [Fact]
    public void A_stream_named_by_ARN_has_the_host_of_its_account()
    {
        Endpoint("eu-west-1", new PutRecordsRequest { StreamARN = Arn })
            .ShouldBe("https://123456789012.data-kinesis.eu-west-1.amazonaws.com/");
        Endpoint("eu-west-1", new ListShardsRequest { StreamARN = Arn })
            .ShouldBe("https://123456789012.control-kinesis.eu-west-1.amazonaws.com/");
    }

    [Theory]
    [InlineData("not-an-arn")]
    [InlineData("arn:aws:s3:eu-west-1:123456789012:stream/event_stream")]
    [InlineData("arn:aws:kinesis:eu-west-1:123456789012:table/event_stream")]
    public void An_ARN_of_something_else_is_refused(string arn) =>
        Should
            .Throw<AmazonClientException>(() => Endpoint("eu-west-1", new PutRecordsRequest { StreamARN = arn }))
            .Message.ShouldContain("Invalid ARN");

    [Fact]
    public void A_configured_address_wins_over_region_and_ARN()
    {
        using var client = new AmazonKinesisClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonKinesisConfig { ServiceURL = "http://127.0.0.1:4567", AuthenticationRegion = "eu-west-1" }
        );

        client
            .DetermineServiceOperationEndpoint(new PutRecordsRequest { StreamARN = Arn })
            .URL.TrimEnd('/')
            .ShouldBe("http://127.0.0.1:4567");
    }

    private static string Endpoint(
        string region,
        AmazonWebServiceRequest request,
        bool fips = false,
        bool dualStack = false
    )
    {
        using var client = new AmazonKinesisClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonKinesisConfig
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(region),
                UseFIPSEndpoint = fips,
                UseDualstackEndpoint = dualStack,
            }
        );
        return new Uri(client.DetermineServiceOperationEndpoint(request).URL).AbsoluteUri;
    }
}
