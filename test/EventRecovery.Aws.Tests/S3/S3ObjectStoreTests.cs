using Amazon.S3;
using EventRecovery.Aws.S3;
using EventRecovery.Objects;
using EventRecovery.Testing.Objects;

namespace EventRecovery.Aws.Tests.S3;

public sealed class S3ObjectStoreTests(Cloud cloud) : ObjectStoreContract
{
    protected override IObjectStore Store { get; } = new S3ObjectStore(cloud.Clients.S3, Cloud.BucketName);

    [Fact]
    public async Task The_address_is_what_the_AWS_CLI_takes() =>
        (await Store.PutAsync("reports/a-b", default, TestContext.Current.CancellationToken))
            .ToString()
            .ShouldBe($"s3://{Cloud.BucketName}/reports/a-b");

    [Fact]
    public async Task A_missing_bucket_is_not_taken_for_a_missing_object()
    {
        var store = new S3ObjectStore(cloud.Clients.S3, "no-such-bucket");

        await Should.ThrowAsync<AmazonS3Exception>(() => store.GetAsync("a", TestContext.Current.CancellationToken));
    }
}
