using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using EventRecovery.Auditor;
using EventRecovery.Aws.Composition;
using EventRecovery.Recalculation;

// Your own recalculation is one class, and one line here, as in the Reprocessor: new MyRecalculation(). The last is the one that is audited.
using var host = RecoveryHost.FromEnvironment(settings => [.. RateAdjustment.Editions(settings.Rates)]);

var function = new Function(host, host.Logger(nameof(Function)));
Func<Stream, ILambdaContext, Task<Stream>> handler = function.HandleAsync;
using var bootstrap = LambdaBootstrapBuilder.Create(handler).Build();
await bootstrap.RunAsync();
