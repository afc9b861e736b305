namespace EventRecovery.Text;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
public static class Spelling
{
    /// <summary>The known word with the fewest typing mistakes; null if even that has more than half of its letters wrong.</summary>
    public static string? Closest(string word, IEnumerable<string> known) =>
        known
            .Select(candidate => (candidate, mistakes: Distance(word, candidate)))
            .Where(guess => guess.mistakes <= guess.candidate.Length / 2)
            .OrderBy(guess => guess.mistakes)
            .Select(guess => guess.candidate)
            .FirstOrDefault();

    // Letters to insert, remove, replace or swap with their neighbour (Damerau-Levenshtein, adjacent swaps), three rows at a time.
    private static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[^1];
    }
}
