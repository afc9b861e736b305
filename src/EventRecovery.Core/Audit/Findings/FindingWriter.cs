using System.Text.Encodings.Web;
using System.Text.Json;
using EventRecovery.Json;
using Fields = EventRecovery.Audit.Findings.FindingFields;

namespace EventRecovery.Audit.Findings;

/// <summary>Writes findings as JSON Lines. For one caller at a time.</summary>
public sealed class FindingWriter(Stream output) : IFindingSink, IAsyncDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly PooledBuffer buffer = new();

    public long Count { get; private set; }

    public async ValueTask AddAsync(Finding finding, CancellationToken cancellationToken)
    {
        Write(finding);
        Count++;
        if (buffer.Length >= FlushBytes)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await output.FlushAsync();
        buffer.Dispose();
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.Clear();
    }

    private void Write(Finding finding)
    {
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString(Fields.Id, finding.Id);
            json.WriteString(Fields.Verdict, finding.Verdict.Name());
            json.WriteString(Fields.Reason, finding.Reason);
            Text(json, Fields.Cause, finding.Cause?.Name());
            Text(json, Fields.Time, finding.Time);
            Text(json, Fields.Window, finding.Window);
            WritePlace(json, finding);
            Text(json, Fields.Key, finding.Key);
            Text(json, Fields.Type, finding.Type);
            Text(json, Fields.Version, finding.Version);
            json.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
    }

    private static void WritePlace(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Shard is not { } shard)
        {
            json.WriteString(Fields.Object, finding.Source);
            json.WriteNumber(Fields.Offset, finding.Offset ?? 0);
            return;
        }

        json.WriteString(Fields.Stream, finding.Source);
        json.WriteString(Fields.Shard, shard.Value);
        Text(json, Fields.Sequence, finding.Position?.Sequence.Value);
        if (finding.Position?.SubSequence is { } sub)
        {
            json.WriteNumber(Fields.SubSequence, sub);
        }

        Text(json, Fields.ArrivedAt, finding.ArrivedAt);
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
    }
}
