using System.Text;

namespace EventRecovery.Json;

internal static class JsonTexts
{
    public static JsonText Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static JsonText Read(ReadOnlyMemory<byte> utf8)
    {
        JsonText.TryRead(utf8, JsonLimits.Default, out var text, out var problem).ShouldBeTrue(problem.ToString());
        return text!;
    }

    public static JsonProblem Problem(ReadOnlyMemory<byte> utf8)
    {
        JsonText.TryRead(utf8, JsonLimits.Default, out _, out var problem).ShouldBeFalse();
        return problem;
    }
}
