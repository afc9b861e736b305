using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using EventRecovery.Aws.Composition;
using EventRecovery.Recalculation;
using EventRecovery.Reprocessor;

// Your own recalculation is one class, and one line here: new MyRecalculation(). The last of the list is the one that runs.
using var host = RecoveryHost.FromEnvironment(settings => [.. RateAdjustment.Editions(settings.Rates)]);

var function = new Function(host, TimeProvider.System, host.Logger(nameof(Function)));
var serializer = new SourceGeneratorLambdaJsonSerializer<FunctionJson>();
Func<KinesisEvent, ILambdaContext, Task<StreamsEventResponse>> handler = function.HandleAsync;
using var bootstrap = LambdaBootstrapBuilder.Create(handler, serializer).Build();
await bootstrap.RunAsync();
