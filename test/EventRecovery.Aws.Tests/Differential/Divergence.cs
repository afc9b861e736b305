using System.Globalization;
using System.Text;

namespace EventRecovery.Aws.Tests.Differential;

/// <summary>A trace up to the first operation that the sides answered differently.</summary>
internal sealed record Divergence<TSystem>(
    IReadOnlyList<Step<TSystem>> Trace,
    IReadOnlyList<IReadOnlyList<string>> Answers,
    IReadOnlyList<string> Sides
)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Trace.Count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1, 3} {Trace[i]}");
            foreach (var (side, answer) in i < Trace.Count - 1 ? [("", Answers[i][0])] : Sides.Zip(Answers[i]))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"      {side, -22}{answer}");
            }
        }

        return text.ToString();
    }
}
