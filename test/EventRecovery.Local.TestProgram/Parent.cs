using EventRecovery.Local.Emulators;

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
}
