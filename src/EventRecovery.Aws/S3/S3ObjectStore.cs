using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using EventRecovery.Objects;

namespace EventRecovery.Aws.S3;

/// <summary>Objects in one S3 bucket. S3 shows an object whole or not at all, and lists keys in order of their bytes. Thread-safe.</summary>
public sealed class S3ObjectStore(IAmazonS3 client, string bucket) : IObjectStore
{
    public async Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        await AwsFailures.CallAsync(
            async () =>
            {
                using var body = new MemoryStream(data.ToArray());
                return await client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        InputStream = body,
                        AutoCloseStream = false,
                        // The length is known, so there is nothing to gain from chunks.
                        UseChunkEncoding = false,
                    },
                    cancellationToken
                );
            },
            cancellationToken
        );
        return new Uri($"s3://{bucket}/{key}");
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        try
        {
            return await AwsFailures.CallAsync(() => DownloadAsync(key, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception missing)
            when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    public async Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var response = await AwsFailures.CallAsync(
                () => client.GetObjectAsync(bucket, key, cancellationToken),
                cancellationToken
            );
            // One GET answers one version of an object, whatever is written meanwhile.
            var tag = response.ETag ?? "";
            return new ObjectContent(response.ResponseStream, response.ContentLength, tag, () => tag);
        }
        catch (AmazonS3Exception missing)
            when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var response = await AwsFailures.CallAsync(
                () => client.ListObjectsV2Async(request, cancellationToken),
                cancellationToken
            );
            foreach (var found in response.S3Objects ?? [])
            {
                yield return found.Key;
            }

            request.ContinuationToken = response.NextContinuationToken;
        } while (request.ContinuationToken is { Length: > 0 });
    }

    // Read within the call, since a connection may also break in the middle of a body.
    private async Task<byte[]> DownloadAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await client.GetObjectAsync(bucket, key, cancellationToken);
        using var body = new MemoryStream();
        await response.ResponseStream.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
