using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using EventRecovery.Aws.Composition;
using EventRecovery.Recalculation;
using EventRecovery.Reprocessor;

// Your own recalculation is one class, and one line here: new MyRecalculation(). The last of the list is the one that runs.
using var host = RecoveryHost.FromEnvironment(settings => [.. RateAdjustment.Editions(settings.Rates)]);

var function = new Function(host, TimeProvider.System, host.Logger(nameof(Function)));
using var bootstrap = LambdaBootstrapBuilder
    .Create<KinesisEvent, StreamsEventResponse>(
        function.HandleAsync,
        new SourceGeneratorLambdaJsonSerializer<FunctionJson>()
    )
    .Build();
await bootstrap.RunAsync();
