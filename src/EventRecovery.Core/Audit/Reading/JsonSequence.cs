using System.Buffers;
using System.Runtime.CompilerServices;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Splits a stream of JSON texts, one a line or one after another, and holds no more of it than the longest piece that is
/// allowed. For one caller at a time.
/// </summary>
public sealed class JsonSequence(Stream stream, int maxPieceBytes)
{
    private const int FirstBuffer = 1 << 16;

    // Newlines, and what some writers put there: commas, record separators, byte order marks.
    private static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n,\u001e\uFEFF"u8);

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int start;
    private int end;
    private long consumed;
    private bool isLast;

    public async IAsyncEnumerable<JsonPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await SkipBetweenAsync(cancellationToken))
            {
                var piece = await NextAsync(cancellationToken);
                yield return piece;
                Consume(piece.Kind == JsonPieceKind.TooLong ? 0 : piece.Data.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private ReadOnlySpan<byte> Unread => buffer.AsSpan(start, end - start);

    /// <summary>False at the end.</summary>
    private async ValueTask<bool> SkipBetweenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Unread.IndexOfAnyExcept(Between);
            if (next >= 0)
            {
                Consume(next);
                return true;
            }

            Consume(Unread.Length);
            if (isLast)
            {
                return false;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask<JsonPiece> NextAsync(CancellationToken cancellationToken)
    {
        var offset = consumed;
        var scanner = default(PieceScanner);
        scanner.Begin();
        while (true)
        {
            if (scanner.TryEnd(Unread, isLast, out var length, out var kind))
            {
                return new JsonPiece(kind, offset, buffer.AsMemory(start, length));
            }

            if (Unread.Length > maxPieceBytes)
            {
                await SkipLineAsync(cancellationToken);
                return new JsonPiece(JsonPieceKind.TooLong, offset, default);
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var newline = Unread.IndexOf((byte)'\n');
            Consume(newline < 0 ? Unread.Length : newline);
            if (newline >= 0 || isLast)
            {
                return;
            }

            await FillAsync(cancellationToken);
        }
    }

    private void Consume(int bytes)
    {
        start += bytes;
        consumed += bytes;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            Unread.CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end > buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            Unread.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        isLast = read == 0;
        end += read;
    }
}
