using System.Text;

namespace EventRecovery.Json;

internal static class JsonTexts
{
    public static JsonText Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static JsonText Read(ReadOnlyMemory<byte> utf8)
    {
        JsonText
            .TryRead(utf8, JsonLimits.Default, out JsonText? text, out JsonProblem problem)
            .ShouldBeTrue(problem.ToString());
        return text!;
    }

    public static JsonProblem Problem(ReadOnlyMemory<byte> utf8)
    {
        JsonText.TryRead(utf8, JsonLimits.Default, out _, out JsonProblem problem).ShouldBeFalse();
        return problem;
    }
}
