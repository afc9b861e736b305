using Amazon.Kinesis;
using Amazon.Runtime;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.Kinesis;

/// <summary>A client and the server it talks to.</summary>
internal sealed class KinesisServer : IDisposable
{
    private readonly FakeServer _server;

    private KinesisServer(FakeServer server, Action<AmazonKinesisConfig> configure)
    {
        _server = server;
        var config = new AmazonKinesisConfig
        {
            ServiceURL = server.Url,
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 2,
        };
        configure(config);
        Client = new AmazonKinesisClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), config);
    }

    public AmazonKinesisClient Client { get; }

    public FakeRequest[] Requests => _server.Requests;

    public static KinesisServer That_answers(params string[] bodies) =>
        That_answers([.. bodies.Select(body => new FakeResponse(200, body))]);

    public static KinesisServer That_answers(params FakeResponse[] responses) => With(_ => { }, responses);

    public static KinesisServer With(Action<AmazonKinesisConfig> configure, params FakeResponse[] responses) =>
        new(FakeServer.Start(responses), configure);

    public static KinesisServer That_never_answers(Action<AmazonKinesisConfig> configure) =>
        new(FakeServer.Start(_ => new TaskCompletionSource<FakeResponse>().Task), configure);

    public static FakeResponse Error(string type, int status = 400) =>
        new(status, $$"""{"__type":"{{type}}","message":"because"}""");

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
    }
}
