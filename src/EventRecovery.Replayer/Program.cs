using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using EventRecovery.Aws.Composition;
using EventRecovery.Recalculation;
using EventRecovery.Replayer;

// Your own recalculation is one class, and one line here, as in the Reprocessor: new MyRecalculation().
using var host = RecoveryHost.FromEnvironment(settings => [.. RateAdjustment.Editions(settings.Rates)]);

var function = new Function(host, TimeProvider.System, host.Logger(nameof(Function)));
Func<Stream, ILambdaContext, Task<Stream>> handler = function.HandleAsync;
using var bootstrap = LambdaBootstrapBuilder.Create(handler).Build();
await bootstrap.RunAsync();
