using Amazon.CDK;
using EventRecovery.Cdk;

// cdk synth, cdk deploy; or without the CDK CLI: dotnet run --project cdk/EventRecovery.Cdk. Settings are context, -c Rates=1.25.
var app = new App();
var settings = RecoverySettingsReader.Read(name => app.Node.TryGetContext(name) as string);
foreach (var problem in settings.Problems)
{
    Console.Error.WriteLine($"error: {problem}");
}

if (settings.Problems.Count > 0)
{
    Console.Error.WriteLine("Nothing was synthesised.");
    return 2;
}

_ = new RecoveryStack(app, settings.StackName, settings.Props);
var assembly = app.Synth();
Console.WriteLine($"Synthesised {settings.StackName} to {assembly.Directory}");
return 0;
