using System.Buffers;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// Runs a recalculation on events and writes what comes of it. Whatever the recalculation does, it gives a result: an exception and a
/// forbidden change are rejections. Reuses its memory from event to event, so it serves one caller at a time.
/// </summary>
public sealed class Recalculator : IDisposable
{
    private readonly IRecalculation _recalculation;
    private readonly RecalculationVersion _version;
    private readonly Correction _correction;

    /// <summary>Prepares a recalculation for use.</summary>
    public Recalculator(IRecalculation recalculation)
        : this(recalculation, PathTree.Of(recalculation.MutablePaths)) { }

    internal Recalculator(IRecalculation recalculation, PathTree mutable)
    {
        _recalculation = recalculation;
        _version = recalculation.Version;
        _correction = new Correction(mutable);
    }

    /// <summary>Which recalculation this runs.</summary>
    public RecalculationVersion Version => _version;

    /// <summary>Writes the recovered event: the corrected event with its <c>recovery</c> member last. Writes nothing if it is rejected.</summary>
    public RecoveryResult Recover(StreamEvent original, in RecoveryOrigin origin, IBufferWriter<byte> output)
    {
        RecoveryResult result = Correct(original);
        if (result.IsRecovered)
        {
            var sink = new ByteSink(output);
            if (new EditedWriter(original.Json, _correction.Edits).WriteOpenObject(original.Root, ref sink))
            {
                sink.Write((byte)',');
            }
            RecoveryMember.Write(origin, _version, result.OriginalHash, result.ResultHash, ref sink);
            sink.Write((byte)'}');
            sink.Flush();
        }
        return result;
    }

    /// <summary>Writes the corrected event alone, as a trial compares it. Writes nothing if it is rejected.</summary>
    public RecoveryResult Correct(StreamEvent original, IBufferWriter<byte> output)
    {
        RecoveryResult result = Correct(original);
        if (result.IsRecovered)
        {
            var sink = new ByteSink(output);
            new EditedWriter(original.Json, _correction.Edits).WriteOpenObject(original.Root, ref sink);
            sink.Write((byte)'}');
            sink.Flush();
        }
        return result;
    }

    /// <summary>Computes the hashes alone. Calling it twice shows whether the recalculation is deterministic.</summary>
    public RecoveryResult Correct(StreamEvent original)
    {
        _correction.Begin(original);
        if (Run(original) is { } rejection)
        {
            return new RecoveryResult(default, default, rejection);
        }
        if (_correction.Violation is { } path)
        {
            var message = $"{_version} changed {path}, which is not among its mutable paths.";
            return RecoveryResult.Reject(RejectCodes.ImmutablePathChanged, message);
        }
        if (original.Root.TryGet(RecoveryMember.Name, out JsonValue earlier))
        {
            _correction.Edits.Remove(earlier);
        }
        EventHash originalHash = EventHash.Of(original.Json);
        return new RecoveryResult(originalHash, EventHash.Of(original.Root, _correction.Edits), null);
    }

    /// <inheritdoc />
    public void Dispose() => _correction.Dispose();

    // The boundary to code that is not ours. Its exception's message may hold data of the event, so only the type is kept.
    private Rejection? Run(StreamEvent original)
    {
        try
        {
            return _recalculation.Recalculate(original, _correction).Rejection;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            var message = $"{_version} threw {thrown.GetType().Name} on this event.";
            return new Rejection(RejectCodes.RecalculationThrew, message);
        }
    }
}
