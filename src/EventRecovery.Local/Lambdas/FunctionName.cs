namespace EventRecovery.Local.Lambdas;

/// <summary>The forms in which callers may name a function.</summary>
internal static class FunctionName
{
    /// <summary>
    /// <c>name</c> from <c>name</c>, <c>name:qualifier</c>, <c>account:function:name</c> or
    /// <c>arn:aws:lambda:region:account:function:name[:qualifier]</c>. There are no versions here, so a qualifier is dropped.
    /// </summary>
    public static string Parse(string text)
    {
        var parts = text.Split(':');
        var marker = Array.IndexOf(parts, "function");
        return marker >= 0 && marker + 1 < parts.Length ? parts[marker + 1] : parts[0];
    }

    public static string Arn(this LambdaHostOptions host, string name) =>
        $"arn:aws:lambda:{host.Region}:{host.AccountId}:function:{name}";
}
