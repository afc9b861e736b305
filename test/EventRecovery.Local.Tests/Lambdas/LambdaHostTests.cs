using System.Diagnostics;
using EventRecovery.Local.Lambdas;

namespace EventRecovery.Local.Tests.Lambdas;

public sealed class LambdaHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_answers_and_knows_its_context()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var result = await mischief.InvokeAsync("""{"do":"echo","n":[1,2]}""");

        result.Status.ShouldBe(InvocationStatus.Succeeded);
        var answer = MischiefHost.Json(result);
        answer["echo"]!.ToJsonString().ShouldBe("""{"do":"echo","n":[1,2]}""");
        answer["requestId"]!.ToString().ShouldBe(result.RequestId);
        answer["arn"]!.ToString().ShouldBe("arn:aws:lambda:us-east-1:000000000000:function:mischief");
        ((double)answer["remainingSeconds"]!).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task What_a_function_writes_is_heard_line_by_line()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        await mischief.InvokeAsync("""{"do":"echo"}""");

        await Eventually.BecomesTrueAsync(
            () => mischief.Log.Any(line => line.Function == "mischief" && line.Text.Contains("asked to echo")),
            Token
        );
    }

    [Fact]
    public async Task A_warm_process_is_used_again()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        (await mischief.PidAsync()).ShouldBe(await mischief.PidAsync());
    }

    [Fact]
    public async Task A_thrown_exception_is_a_function_error_and_leaves_the_process_warm()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        var before = await mischief.PidAsync();

        var result = await mischief.InvokeAsync("""{"do":"throw"}""");

        result.Status.ShouldBe(InvocationStatus.FunctionError);
        var error = MischiefHost.Json(result);
        error["errorType"]!.ToString().ShouldBe("ArgumentException");
        error["errorMessage"]!.ToString().ShouldBe("as you wish");
        (await mischief.PidAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_function_that_hangs_is_killed_at_its_timeout()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Timeout = TimeSpan.FromSeconds(1.5) },
            Token
        );
        var before = await mischief.PidAsync();

        var result = await mischief.InvokeAsync("""{"do":"hang"}""");

        result.Status.ShouldBe(InvocationStatus.FunctionError);
        MischiefHost.Json(result)["errorType"]!.ToString().ShouldBe("Sandbox.Timedout");
        MischiefHost.Json(result)["errorMessage"]!.ToString().ShouldEndWith("Task timed out after 1.50 seconds");
        (await mischief.PidAsync()).ShouldNotBe(before);
    }

    [Theory]
    [InlineData(0, "Runtime exited without providing a reason")]
    [InlineData(7, "Runtime exited with error: exit status 7")]
    public async Task A_function_that_exits_is_an_error_and_the_next_invocation_gets_a_new_process(
        int code,
        string reason
    )
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var result = await mischief.InvokeAsync($$"""{"do":"exit","code":{{code}}}""");

        result.Status.ShouldBe(InvocationStatus.FunctionError);
        MischiefHost.Json(result)["errorType"]!.ToString().ShouldBe("Runtime.ExitError");
        MischiefHost.Json(result)["errorMessage"]!
            .ToString()
            .ShouldBe($"RequestId: {result.RequestId} Error: {reason}");
        (await mischief.InvokeAsync("""{"do":"echo"}""")).Status.ShouldBe(InvocationStatus.Succeeded);
    }

    [Fact]
    public async Task A_function_killed_in_the_middle_is_an_error_that_names_the_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        var pid = await mischief.PidAsync();

        var running = mischief.InvokeAsync("""{"do":"hang"}""");
        await Eventually.BecomesTrueAsync(() => mischief.Log.Any(line => line.Text.Contains("asked to hang")), Token);
        Process.GetProcessById(pid).Kill();

        MischiefHost.Json(await running)["errorMessage"]!
            .ToString()
            .ShouldEndWith("Runtime exited with error: signal: killed");
        (await mischief.InvokeAsync("""{"do":"echo"}""")).Status.ShouldBe(InvocationStatus.Succeeded);
    }

    [Fact]
    public async Task A_warm_process_that_died_idle_is_replaced_without_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        var pid = await mischief.PidAsync();

        Process.GetProcessById(pid).Kill();

        (await mischief.PidAsync()).ShouldNotBe(pid);
    }

    [Fact]
    public async Task More_invocations_at_once_than_allowed_are_throttled()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { MaxConcurrency = 2, Timeout = TimeSpan.FromSeconds(20) },
            Token
        );
        var pids = await Task.WhenAll(mischief.PidAsync(), mischief.PidAsync());
        pids.Distinct().Count().ShouldBe(2);

        var hanging = new[] { mischief.InvokeAsync("""{"do":"hang"}"""), mischief.InvokeAsync("""{"do":"hang"}""") };
        (await mischief.InvokeAsync("""{"do":"echo"}""")).Status.ShouldBe(InvocationStatus.Throttled);

        await Eventually.BecomesTrueAsync(
            () => mischief.Log.Count(line => line.Text.Contains("asked to hang")) == 2,
            Token
        );
        await mischief.DisposeAsync();
        (await Task.WhenAll(hanging)).ShouldAllBe(result => result.Status == InvocationStatus.FunctionError);
    }

    [Fact]
    public async Task A_function_that_fails_to_initialize_says_why()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Environment = new Dictionary<string, string> { ["INIT"] = "throw" } },
            Token
        );

        var result = await mischief.InvokeAsync("{}");

        result.Status.ShouldBe(InvocationStatus.FunctionError);
        MischiefHost.Json(result)["errorMessage"]!.ToString().ShouldContain("bad configuration");
    }

    [Fact]
    public async Task A_function_that_exits_before_it_asks_for_work_is_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Environment = new Dictionary<string, string> { ["INIT"] = "exit" } },
            Token
        );

        var result = await mischief.InvokeAsync("{}");

        MischiefHost.Json(result)["errorMessage"]!.ToString().ShouldEndWith("exit status 3");
        mischief.Log.ShouldContain(line => line.Text == "not today");
    }

    [Fact]
    public async Task A_function_that_never_asks_for_work_is_killed_at_the_init_timeout()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Arguments = ["emulators"], InitTimeout = TimeSpan.FromMilliseconds(100) },
            Token
        );

        var result = await mischief.InvokeAsync("{}");

        MischiefHost.Json(result)["errorType"]!.ToString().ShouldBe("Sandbox.Timedout");
    }

    [Fact]
    public async Task An_executable_that_does_not_exist_is_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Executable = Path.Combine(AppContext.BaseDirectory, "no-such-program") },
            Token
        );

        (await mischief.InvokeAsync("{}")).Status.ShouldBe(InvocationStatus.FunctionError);
    }

    [Fact]
    public async Task A_function_gets_lambdas_variables_and_its_own_but_nobodys_credentials()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { Environment = new Dictionary<string, string> { ["MINE"] = "yes" } },
            Token
        );

        var variables = MischiefHost.Json(await mischief.InvokeAsync("""{"do":"variables"}"""));

        variables["AWS_LAMBDA_FUNCTION_NAME"]!.ToString().ShouldBe("mischief");
        variables["AWS_LAMBDA_FUNCTION_VERSION"]!.ToString().ShouldBe("$LATEST");
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]!.ToString().ShouldBe("512");
        variables["AWS_LAMBDA_LOG_GROUP_NAME"]!.ToString().ShouldBe("/aws/lambda/mischief");
        variables["AWS_REGION"]!.ToString().ShouldBe("us-east-1");
        variables["AWS_ACCESS_KEY_ID"]!
            .ToString()
            .ShouldBe("mischief", "its own name, as it has a role of its own on AWS");
        variables["LAMBDA_TASK_ROOT"]!.ToString().ShouldBe(Path.GetDirectoryName(TestProgram.DllPath));
        variables["MINE"]!.ToString().ShouldBe("yes");
        variables.ContainsKey("AWS_PROFILE").ShouldBeFalse();
        variables.ContainsKey("AWS_SESSION_TOKEN").ShouldBeFalse();
    }

    [Fact]
    public async Task A_response_over_six_megabytes_is_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var result = await mischief.InvokeAsync("""{"do":"big","bytes":6300000}""");

        MischiefHost.Json(result)["errorType"]!.ToString().ShouldBe("Function.ResponseSizeTooLarge");
    }

    [Fact]
    public async Task An_asynchronous_invocation_that_fails_is_tried_three_times()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        mischief.Host.InvokeLater(MischiefHost.Name, """{"do":"throw"}"""u8.ToArray());

        await Eventually.BecomesTrueAsync(
            () => mischief.Log.Count(line => line.Text.Contains("asked to throw")) == 3,
            Token
        );
    }

    [Fact]
    public async Task Disposing_kills_the_functions()
    {
        var mischief = await MischiefHost.StartAsync(token: Token);
        var pid = await mischief.PidAsync();

        await mischief.DisposeAsync();

        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task A_function_in_the_middle_of_work_dies_with_a_host_that_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a function ends when its next call finds no host.");
        using var host = TestProgram.Start("function-host");
        var pid = int.Parse((await host.Output.ReadLineAsync(Token))!);

        host.KillHard();

        await Eventually.BecomesTrueAsync(() => Process.GetProcesses().All(process => process.Id != pid), Token);
    }
}
