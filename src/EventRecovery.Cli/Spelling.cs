namespace EventRecovery.Cli;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The known word with the fewest typing mistakes; null if even that has more than half of its letters wrong.</summary>
    public static string? Closest(string word, IEnumerable<string> known) =>
        known
            .Select(candidate => (candidate, mistakes: Distance(word, candidate)))
            .Where(guess => guess.mistakes <= guess.candidate.Length / 2)
            .OrderBy(guess => guess.mistakes)
            .Select(guess => guess.candidate)
            .FirstOrDefault();

    // Letters to insert, remove or replace (Levenshtein), one row of the table at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
