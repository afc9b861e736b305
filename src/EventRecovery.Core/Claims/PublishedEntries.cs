using System.Collections;

namespace EventRecovery.Claims;

/// <summary>
/// What a page's done item says: which of its entries were published. Writing it closes the page, and an entry of a closed page
/// that is not marked is free again.
/// </summary>
public sealed class PublishedEntries
{
    private readonly BitArray? marks;

    private PublishedEntries(BitArray? marks) => this.marks = marks;

    public static PublishedEntries All { get; } = new(marks: null);

    public bool IsAll => marks is null;

    public static PublishedEntries Some(IReadOnlyList<bool> published) =>
        published.All(mark => mark) ? All : new PublishedEntries(new BitArray([.. published]));

    public bool Contains(int index) => marks is null || (index < marks.Length && marks[index]);

    /// <summary>The marks as a bitmap, lowest bit first; empty when all are published.</summary>
    public byte[] ToBitmap()
    {
        if (marks is null)
        {
            return [];
        }

        var bitmap = new byte[(marks.Length + 7) / 8];
        marks.CopyTo(bitmap, 0);
        return bitmap;
    }

    public static PublishedEntries FromBitmap(byte[] bitmap) =>
        bitmap.Length == 0 ? All : new PublishedEntries(new BitArray(bitmap));
}
