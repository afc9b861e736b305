using Amazon.Lambda.RuntimeSupport;
using EventRecovery.Aws.Composition;
using EventRecovery.Recalculation;
using EventRecovery.Replayer;

// Your own recalculation is one class, and one line here, as in the Reprocessor: new MyRecalculation().
using var host = RecoveryHost.FromEnvironment(settings => [.. RateAdjustment.Editions(settings.Rates)]);

var function = new Function(host, TimeProvider.System, host.Logger(nameof(Function)));
using var bootstrap = LambdaBootstrapBuilder.Create(function.HandleAsync).Build();
await bootstrap.RunAsync();
