using System.Net;
using System.Reflection;
using Amazon.S3;
using Amazon.S3.Model;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Testing.Objects;

namespace EventRecovery.Simulation.Cloud;

/// <summary>The bucket as one process reaches it: the three operations that this project uses.</summary>
internal class S3Proxy : DispatchProxy
{
    private SimulatedProcess process = null!;
    private World world = null!;

    private InMemoryObjectStore Bucket => world.Bucket;

    public static IAmazonS3 For(SimulatedProcess process, World world)
    {
        var client = Create<IAmazonS3, S3Proxy>();
        var proxy = (S3Proxy)(object)client;
        (proxy.process, proxy.world) = (process, world);
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args switch
        {
            [PutObjectRequest put, ..] => CallAsync(CallKind.PutObject, put.Key, () => Put(put)),
            [string, string key, ..] when targetMethod!.Name == nameof(IAmazonS3.GetObjectAsync) => CallAsync(
                CallKind.GetObject,
                key,
                () => Get(key)
            ),
            [ListObjectsV2Request list, ..] => CallAsync(CallKind.ListObjects, list.Prefix, () => List(list)),
            _ => throw new NotSupportedException($"The simulation has no {targetMethod?.Name}."),
        };

    private Task<T> CallAsync<T>(CallKind kind, string subject, Func<T> effect) =>
        world.Wire.CallAsync(process, new Call(kind, subject), effect);

    private PutObjectResponse Put(PutObjectRequest request)
    {
        using var body = new MemoryStream();
        request.InputStream.Position = 0;
        request.InputStream.CopyTo(body);
        var data = body.ToArray();
        world.Ledger.Putting(request.Key, Find(request.Key), data);
        _ = Bucket.PutAsync(request.Key, data, CancellationToken.None);
        return new PutObjectResponse();
    }

    private GetObjectResponse Get(string key)
    {
        var data =
            Find(key)
            ?? throw new AmazonS3Exception("The specified key does not exist.")
            {
                ErrorCode = "NoSuchKey",
                StatusCode = HttpStatusCode.NotFound,
            };
        var breaks = world.Chaos.Strikes(Fault.ObjectBreaksOff, 0.15);
        return new GetObjectResponse
        {
            ResponseStream = breaks ? new BrokenBody(data[..(data.Length / 2)]) : new MemoryStream(data),
            ContentLength = data.Length,
        };
    }

    private ListObjectsV2Response List(ListObjectsV2Request request) =>
        new()
        {
            S3Objects =
            [
                .. Bucket
                    .ListAsync(request.Prefix, CancellationToken.None)
                    .ToBlockingEnumerable()
                    .Select(key => new S3Object { Key = key }),
            ],
        };

    private byte[]? Find(string key) => world.Ledger.Find(key);

    /// <summary>The connection breaks in the middle of the body.</summary>
    private sealed class BrokenBody(byte[] first) : MemoryStream(first)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw Broken();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw Broken();

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw Broken();

        private static IOException Broken() => new("The connection was reset.");
    }
}
