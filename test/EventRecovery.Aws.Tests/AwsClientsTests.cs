namespace EventRecovery.Aws.Tests;

/// <summary>Every test of this assembly goes through clients that know their endpoints from variables; these say so.</summary>
public sealed class AwsClientsTests(Cloud cloud)
{
    [Fact]
    public void A_service_without_a_variable_of_its_own_takes_the_common_one()
    {
        using var clients = new AwsClients();

        clients
            .Kinesis.DetermineServiceOperationEndpoint(new Amazon.Kinesis.Model.ListShardsRequest())
            .URL.TrimEnd('/')
            .ShouldBe(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!.TrimEnd('/'));
    }

    [Fact]
    public void A_variable_of_its_own_comes_first()
    {
        using var clients = new AwsClients();

        clients
            .DynamoDb.DetermineServiceOperationEndpoint(new Amazon.DynamoDBv2.Model.ListTablesRequest())
            .URL.TrimEnd('/')
            .ShouldBe(cloud.DynamoDbUrl.ToString().TrimEnd('/'));
    }

    [Fact]
    public void A_client_is_made_once()
    {
        using var clients = new AwsClients();

        clients.DynamoDb.ShouldBeSameAs(clients.DynamoDb);
    }

    /// <summary>The engine stops at most 10 seconds before its deadline: see the remarks of <see cref="AwsClients"/>.</summary>
    [Fact]
    public void A_call_ends_within_10_seconds_retries_included()
    {
        using var clients = new AwsClients();
        foreach (var config in (Amazon.Runtime.IClientConfig[])[clients.DynamoDb.Config, clients.Kinesis.Config])
        {
            ((config.MaxErrorRetry + 1) * config.Timeout!.Value).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
        }
    }
}
