using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.Lambda;

[Collection(nameof(ProcessWideState))]
public sealed class LambdaBootstrapTests : IDisposable
{
    private readonly FakeRuntimeApi _runtime = new();
    private readonly IDisposable _console;
    private readonly StringWriter _output;
    private readonly StringWriter _error;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

    public LambdaBootstrapTests() => _console = ProcessWideState.CaptureConsole(out _output, out _error);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stop.Dispose();
        _console.Dispose();
        _runtime.Dispose();
    }

    [Fact]
    public async Task A_typed_handler_gets_the_event_and_its_result_is_sent_back()
    {
        Func<KinesisEvent, ILambdaContext, Task<StreamsEventResponse>> handler = (input, _) =>
            Task.FromResult(
                new StreamsEventResponse
                {
                    BatchItemFailures = [new() { ItemIdentifier = input.Records[0].Kinesis.SequenceNumber }],
                }
            );
        var serializer = new SourceGeneratorLambdaJsonSerializer<KinesisEventContext>();
        _runtime.Invoke("r-1", """{"Records":[{"kinesis":{"sequenceNumber":"49"}}]}""");

        var post = await Serve(LambdaBootstrapBuilder.Create(handler, serializer));

        post.Path.ShouldBe("/2018-06-01/runtime/invocation/r-1/response");
        post.Headers["Content-Type"].ShouldBe("application/json");
        post.Body.ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"49"}]}""");
    }

    [Fact]
    public async Task Invocations_are_served_one_after_the_other()
    {
        _runtime.Invoke("r-1", "one");
        _runtime.Invoke("r-2", "two");
        using var bootstrap = Build(LambdaBootstrapBuilder.Create(Echo));
        var run = bootstrap.RunAsync(_stop.Token);

        var first = await _runtime.PostedAsync(Token);
        var second = await _runtime.PostedAsync(Token);
        await _stop.CancelAsync();
        await run;

        (first.Path, first.Body).ShouldBe(("/2018-06-01/runtime/invocation/r-1/response", "one"));
        (second.Path, second.Body).ShouldBe(("/2018-06-01/runtime/invocation/r-2/response", "two"));
    }

    [Fact]
    public async Task An_endpoint_may_have_a_path()
    {
        _runtime.Invoke("r-1", "hello");

        var post = await Serve(LambdaBootstrapBuilder.Create(Echo), $"{_runtime.Authority}/env-3");

        post.Path.ShouldBe("/env-3/2018-06-01/runtime/invocation/r-1/response");
        _runtime.Requests[0].Path.ShouldBe("/env-3/2018-06-01/runtime/invocation/next");
    }

    [Fact]
    public async Task Without_options_the_endpoint_is_in_the_environment()
    {
        using var variable = ProcessWideState.Variable("AWS_LAMBDA_RUNTIME_API", _runtime.Authority);
        _runtime.Invoke("r-1", "hello");
        using var bootstrap = LambdaBootstrapBuilder.Create(Echo).Build();
        var run = bootstrap.RunAsync(_stop.Token);

        (await _runtime.PostedAsync(Token)).Body.ShouldBe("hello");
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task The_context_tells_what_headers_and_environment_say()
    {
        using var name = ProcessWideState.Variable("AWS_LAMBDA_FUNCTION_NAME", "reprocessor");
        using var version = ProcessWideState.Variable("AWS_LAMBDA_FUNCTION_VERSION", "7");
        using var memory = ProcessWideState.Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        using var group = ProcessWideState.Variable("AWS_LAMBDA_LOG_GROUP_NAME", "group");
        using var stream = ProcessWideState.Variable("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        using var trace = ProcessWideState.Variable("_X_AMZN_TRACE_ID", null);
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds();
        ILambdaContext? context = null;
        var remaining = TimeSpan.Zero;
        _runtime.Invoke(
            "r-1",
            "{}",
            ("Lambda-Runtime-Deadline-Ms", deadline.ToString()),
            ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:reprocessor"),
            ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"),
            ("Lambda-Runtime-Client-Context", """{"client":{"app_title":"app"},"custom":{"a":"b"}}"""),
            ("Lambda-Runtime-Cognito-Identity", """{"cognitoIdentityId":"identity","cognitoIdentityPoolId":"pool"}""")
        );

        await Serve(
            LambdaBootstrapBuilder.Create(
                (input, given) =>
                {
                    (context, remaining) = (given, given.RemainingTime);
                    return Task.FromResult(input);
                }
            )
        );

        context.ShouldNotBeNull();
        context.AwsRequestId.ShouldBe("r-1");
        context.FunctionName.ShouldBe("reprocessor");
        context.FunctionVersion.ShouldBe("7");
        context.MemoryLimitInMB.ShouldBe(512);
        context.LogGroupName.ShouldBe("group");
        context.LogStreamName.ShouldBe("stream");
        context.InvokedFunctionArn.ShouldEndWith(":reprocessor");
        context.TraceId.ShouldStartWith("Root=1-");
        context.ClientContext.Client.AppTitle.ShouldBe("app");
        context.ClientContext.Custom["a"].ShouldBe("b");
        context.Identity.IdentityId.ShouldBe("identity");
        context.Identity.IdentityPoolId.ShouldBe("pool");
        remaining.ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task An_exception_is_reported_with_its_type_and_cause()
    {
        _runtime.Invoke("r-1", "{}");

        var post = await Serve(
            LambdaBootstrapBuilder.Create(
                Task<Stream> (_, _) =>
                    throw new InvalidOperationException("the outer \"one\"", new TimeoutException("the inner one"))
            )
        );

        post.Path.ShouldBe("/2018-06-01/runtime/invocation/r-1/error");
        post.Headers["Content-Type"].ShouldBe("application/vnd.aws.lambda.error+json");
        post.Headers["Lambda-Runtime-Function-Error-Type"].ShouldBe("InvalidOperationException");
        post.Json.GetProperty("errorType").GetString().ShouldBe("InvalidOperationException");
        post.Json.GetProperty("errorMessage").GetString().ShouldBe("the outer \"one\"");
        post.Json.GetProperty("stackTrace").GetArrayLength().ShouldBeGreaterThan(0);
        post.Json.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe("TimeoutException");
        _error.ToString().ShouldContain("the inner one");
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_an_error_of_the_invocation()
    {
        Func<KinesisEvent, ILambdaContext, Task<StreamsEventResponse>> handler = (_, _) =>
            throw new InvalidOperationException("must not be called");
        _runtime.Invoke("r-1", "nonsense");

        var post = await Serve(
            LambdaBootstrapBuilder.Create(handler, new SourceGeneratorLambdaJsonSerializer<KinesisEventContext>())
        );

        post.Headers["Lambda-Runtime-Function-Error-Type"].ShouldBe("JsonSerializerException");
    }

    [Fact]
    public async Task A_failing_initializer_is_reported_and_ends_the_run()
    {
        using var bootstrap = Build(
            LambdaBootstrapBuilder
                .Create(Echo)
                .UseBootstrapHandler(() => throw new InvalidOperationException("RECOVERY_TABLE is not set"))
        );

        await Should.ThrowAsync<InvalidOperationException>(() => bootstrap.RunAsync(_stop.Token));

        var post = await _runtime.PostedAsync(Token);
        post.Path.ShouldBe("/2018-06-01/runtime/init/error");
        post.Json.GetProperty("errorMessage").GetString().ShouldBe("RECOVERY_TABLE is not set");
        _runtime.Requests.Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_initializer_may_decline()
    {
        using var bootstrap = Build(
            LambdaBootstrapBuilder.Create(Echo).UseBootstrapHandler(() => Task.FromResult(false))
        );

        await bootstrap.RunAsync(_stop.Token);

        _runtime.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Printed_lines_carry_time_request_and_level()
    {
        await PrintingInvocation();

        _output.ToString().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tr-1\tinfo\tprinted\r?\n");
        _output.ToString().ShouldMatch(@"Z\tr-1\tinfo\t42\r?\n");
        _output.ToString().ShouldMatch(@"Z\tr-1\twarn\tlogged 1 of 2\r?\n");
        _output.ToString().ShouldNotContain("too much detail");
        _error.ToString().ShouldMatch(@"Z\tr-1\tfail\tcomplained\r?\n");
    }

    [Fact]
    public async Task Unformatted_lines_are_as_they_were_printed()
    {
        using var format = ProcessWideState.Variable("AWS_LAMBDA_HANDLER_LOG_FORMAT", "Unformatted");

        await PrintingInvocation();

        _output.ToString().ReplaceLineEndings("\n").ShouldBe("printed\n42\nlogged 1 of 2\n");
        _error.ToString().ReplaceLineEndings("\n").ShouldBe("complained\n");
    }

    [Fact]
    public async Task JSON_lines_are_objects()
    {
        using var format = ProcessWideState.Variable("AWS_LAMBDA_HANDLER_LOG_FORMAT", "JSON");

        await PrintingInvocation();

        var line = JsonElement.Parse(_output.ToString().Split('\n')[2]);
        line.GetProperty("level").GetString().ShouldBe("Warning");
        line.GetProperty("requestId").GetString().ShouldBe("r-1");
        line.GetProperty("message").GetString().ShouldBe("logged 1 of 2");
    }

    private static async Task<Stream> Echo(Stream input, ILambdaContext context)
    {
        var copy = new MemoryStream();
        await input.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    private async Task PrintingInvocation()
    {
        _runtime.Invoke("r-1", "{}");
        await Serve(
            LambdaBootstrapBuilder.Create(
                (input, context) =>
                {
                    Console.WriteLine("printed");
                    Console.WriteLine(42);
                    context.Logger.LogWarning("logged {done} of {all}", 1, 2);
                    context.Logger.LogDebug("too much detail");
                    Console.Error.WriteLine("complained");
                    return Task.FromResult(input);
                }
            )
        );
    }

    /// <summary>Runs until the first answer, then stops; the run must end by itself and without an exception.</summary>
    private async Task<FakeRequest> Serve(LambdaBootstrapBuilder builder, string? endpoint = null)
    {
        using var bootstrap = Build(builder, endpoint);
        var run = bootstrap.RunAsync(_stop.Token);
        var post = await _runtime.PostedAsync(Token);
        await _stop.CancelAsync();
        await run;
        return post;
    }

    private LambdaBootstrap Build(LambdaBootstrapBuilder builder, string? endpoint = null) =>
        builder.ConfigureOptions(options => options.RuntimeApiEndpoint = endpoint ?? _runtime.Authority).Build();
}
