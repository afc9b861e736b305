using System.Text;
using EventRecovery.Json;

namespace EventRecovery.Events;

internal static class SomeEvents
{
    public static EventReader Reader { get; } = new(EventFormat.Default, JsonLimits.Default);

    public static StreamEvent Read(string text)
    {
        var result = Reader.Read(Encoding.UTF8.GetBytes(text));
        result.IsEvent.ShouldBeTrue(result.Rejection.Message);
        return result.Event!;
    }
}
