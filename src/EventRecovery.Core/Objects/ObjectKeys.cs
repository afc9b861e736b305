namespace EventRecovery.Objects;

/// <summary>What may be a key: the same in a bucket and in a folder, so that nothing that is kept in one cannot be in the other.</summary>
public static class ObjectKeys
{
    /// <summary>S3's limit, in characters here, since keys are ASCII.</summary>
    public const int MaxLength = 1024;

    /// <summary>
    /// Refuses a key that is not a relative path of <c>A-Z a-z 0-9 ! ' ( ) * + , - . = @ _ #</c> between single slashes, or that has
    /// a part of dots only.
    /// </summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public static void Check(string key)
    {
        if (key.Length is 0 or > MaxLength || !Array.TrueForAll(key.Split('/'), IsPart))
        {
            throw new ArgumentException($"\"{key}\" is no object key.", nameof(key));
        }
    }

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= 255
        && part.All(c => char.IsAsciiLetterOrDigit(c) || "!'()*+,-.=@_#".Contains(c, StringComparison.Ordinal))
        && part.Any(c => c != '.');
}
