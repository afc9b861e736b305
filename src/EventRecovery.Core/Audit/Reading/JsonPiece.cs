namespace EventRecovery.Audit.Reading;

public enum JsonPieceKind
{
    /// <summary>From an opening brace or bracket to the one that closes it.</summary>
    Value,

    /// <summary>A line that begins as no object: the plain lines that logs have between the others.</summary>
    Text,

    /// <summary>Begins as an object and does not end as one: cut off, or torn by a write that did not finish.</summary>
    Broken,

    /// <summary>Longer than is read at once; its bytes are skipped to the end of the line.</summary>
    TooLong,
}

/// <summary>One piece of a file of JSON texts. Its bytes are good until the next piece is asked for.</summary>
/// <param name="Offset">Where it begins, in bytes of the file as it is unpacked.</param>
public readonly record struct JsonPiece(JsonPieceKind Kind, long Offset, ReadOnlyMemory<byte> Data);
