using System.Text;
using EventRecovery.Cli.Replay;

namespace EventRecovery.Cli.Tests;

/// <summary>Answers what it was told to, in turn; the last answer again and again.</summary>
internal sealed class FakeReplayer : ReplayFunction
{
    private readonly Queue<(bool IsError, string Json)> answers = new();

    /// <summary>What it was asked.</summary>
    public List<string> Requests { get; } = [];

    public FakeReplayer Answers(string json, bool isError = false)
    {
        answers.Enqueue((isError, json));
        return this;
    }

    public override void Dispose() { }

    protected override Task<(bool IsError, ReadOnlyMemory<byte> Payload)> CallAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    )
    {
        Requests.Add(Encoding.UTF8.GetString(request.Span));
        var (isError, json) = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return Task.FromResult((isError, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json)));
    }
}
