using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// Compares an event with its corrected form and says what changed where it must not. Both are walked once, side by side; what
/// counts is what they say, not how it is spelled. Numbers are compared exactly, so a change in the 20th digit is seen.
/// </summary>
/// <remarks>The <c>recovery</c> member at the top belongs to neither. Safe to share.</remarks>
public sealed class MutablePathsGuard
{
    /// <summary>More forbidden changes than this are not listed. One is enough to hold a run.</summary>
    public const int MaxListed = 20;

    private readonly PathTree _mutable;

    /// <summary>Guards a recalculation's events.</summary>
    public MutablePathsGuard(IEnumerable<JsonPointer> mutablePaths) => _mutable = PathTree.Of(mutablePaths);

    /// <summary>The changed places outside the mutable paths, in the order of their names, at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<string> ForbiddenChanges(JsonText original, JsonText corrected)
    {
        if (_mutable.IsCovered)
        {
            return [];
        }
        var comparison = new Comparison();
        comparison.Compare(original.Root, corrected.Root, _mutable);
        return comparison.Changes;
    }

    private sealed class Comparison
    {
        private readonly List<string> _path = [];

        public List<string> Changes { get; } = [];

        public void Compare(JsonValue left, JsonValue right, PathTree? mutable)
        {
            if (Changes.Count == MaxListed)
            {
                return;
            }
            if (left.Kind != right.Kind)
            {
                Report();
                return;
            }
            switch (left.Kind)
            {
                case JsonKind.Object:
                    Members(left, right, mutable);
                    break;
                case JsonKind.Array:
                    Elements(left, right, mutable);
                    break;
                default:
                    if (!JsonEquality.AreSameScalar(left.Raw, right.Raw))
                    {
                        Report();
                    }
                    break;
            }
        }

        private void Members(JsonValue left, JsonValue right, PathTree? mutable)
        {
            SortedMembers lefts = new(left);
            SortedMembers rights = new(right);
            var moreLeft = lefts.MoveNext();
            var moreRight = rights.MoveNext();
            while (moreLeft || moreRight)
            {
                var order =
                    !moreLeft ? 1
                    : !moreRight ? -1
                    : lefts.CompareNames(rights);
                JsonProperty named = order <= 0 ? lefts.Current : rights.Current;
                Step(
                    named.Name,
                    order <= 0 ? lefts.Current.Value : default,
                    order >= 0 ? rights.Current.Value : default,
                    mutable
                );
                moreLeft = order <= 0 ? lefts.MoveNext() : moreLeft;
                moreRight = order >= 0 ? rights.MoveNext() : moreRight;
            }
        }

        private void Elements(JsonValue left, JsonValue right, PathTree? mutable)
        {
            JsonElements lefts = left.EnumerateElements();
            JsonElements rights = right.EnumerateElements();
            var moreLeft = lefts.MoveNext();
            var moreRight = rights.MoveNext();
            for (var index = 0; moreLeft || moreRight; index++)
            {
                var name = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Step(name, moreLeft ? lefts.Current : default, moreRight ? rights.Current : default, mutable);
                moreLeft = moreLeft && lefts.MoveNext();
                moreRight = moreRight && rights.MoveNext();
            }
        }

        private void Step(string name, JsonValue left, JsonValue right, PathTree? mutable)
        {
            var token = System.Text.Encoding.UTF8.GetBytes(name);
            PathTree? below = mutable?.Down(token);
            var isRecovery = _path.Count == 0 && RecoveryMember.Name.SequenceEqual(token);
            if (isRecovery || below is { IsCovered: true })
            {
                return;
            }
            _path.Add(name);
            Compare(left, right, below);
            _path.RemoveAt(_path.Count - 1);
        }

        private void Report() => Changes.Add(JsonPointer.Of(_path).Text);
    }
}
