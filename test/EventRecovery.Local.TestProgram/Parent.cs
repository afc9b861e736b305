using System.Text.Json;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Lambdas;

namespace EventRecovery.Local.TestProgram;

/// <summary>Starts what should not outlive it, says where it is, and waits to be killed.</summary>
internal static class Parent
{
    public static async Task<int> HoldEmulatorsAsync()
    {
        await using var emulators = await EmulatorPair.StartAsync();
        Console.WriteLine($"{emulators.KinesisUrl} {emulators.DynamoDbUrl}");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Holds a function that hangs in the middle of an invocation.</summary>
    public static async Task<int> HoldFunctionAsync()
    {
        var function = new LambdaFunction("mischief", Environment.ProcessPath!);
        await using var host = await LambdaHost.StartAsync([function]);
        var answer = await host.InvokeAsync("mischief", """{"do":"pid"}"""u8.ToArray());
        _ = host.InvokeAsync("mischief", """{"do":"hang"}"""u8.ToArray());
        Console.WriteLine(JsonDocument.Parse(answer.Payload).RootElement.GetProperty("pid").GetInt32());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
