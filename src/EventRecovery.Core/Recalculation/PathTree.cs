using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>A set of JSON Pointers, to be walked down together with a document.</summary>
internal sealed class PathTree
{
    private readonly List<(byte[] Token, PathTree Child)> _children = [];

    private PathTree() { }

    /// <summary>This place and everything inside it belongs to the set.</summary>
    public bool IsCovered { get; private set; }

    public static PathTree Of(IEnumerable<JsonPointer> pointers)
    {
        var root = new PathTree();
        foreach (JsonPointer pointer in pointers)
        {
            PathTree node = root;
            foreach (var token in pointer.Tokens)
            {
                node = node.Down(token) ?? node.Grow(token);
            }
            node.IsCovered = true;
        }
        return root;
    }

    /// <summary>One level down; null where no pointer leads.</summary>
    public PathTree? Down(ReadOnlySpan<byte> token)
    {
        foreach ((var known, PathTree child) in _children)
        {
            if (token.SequenceEqual(known))
            {
                return child;
            }
        }
        return null;
    }

    public bool Covers(JsonPointer pointer)
    {
        PathTree? node = this;
        foreach (var token in pointer.Tokens)
        {
            if (node is null || node.IsCovered)
            {
                break;
            }
            node = node.Down(token);
        }
        return node is { IsCovered: true };
    }

    private PathTree Grow(byte[] token)
    {
        var child = new PathTree();
        _children.Add((token, child));
        return child;
    }
}
