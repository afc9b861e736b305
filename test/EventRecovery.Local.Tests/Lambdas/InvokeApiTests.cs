using System.Net;
using System.Text;

namespace EventRecovery.Local.Tests.Lambdas;

public sealed class InvokeApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mischief")]
    [InlineData("mischief:live")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:mischief")]
    [InlineData("000000000000:function:mischief:7")]
    public async Task A_function_is_invoked_by_any_form_of_its_name(string name)
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, Uri.EscapeDataString(name), """{"do":"echo"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-Amz-Executed-Version").ShouldBe(["$LATEST"]);
        response.Headers.Contains("X-Amz-Function-Error").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync(Token)).ShouldContain("\"echo\"");
    }

    [Fact]
    public async Task A_function_error_is_status_200_with_a_header()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, "mischief", """{"do":"throw"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-Amz-Function-Error").ShouldBe(["Unhandled"]);
    }

    [Fact]
    public async Task A_dry_run_runs_nothing()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, "mischief", """{"do":"echo"}""", "DryRun");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        mischief.Host.ProcessIdsOf(MischiefHost.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_is_accepted_at_once_and_run_later()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, "mischief", """{"do":"echo"}""", "Event");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.BecomesTrueAsync(() => mischief.Log.Any(line => line.Text.Contains("asked to echo")), Token);
    }

    [Fact]
    public async Task Without_a_body_the_function_gets_an_empty_object()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, "mischief", "");

        (await response.Content.ReadAsStringAsync(Token)).ShouldStartWith("""{"echo":{},""");
    }

    [Theory]
    [InlineData("nobody", "{}", "RequestResponse", 404, "ResourceNotFoundException")]
    [InlineData("mischief", "{", "RequestResponse", 400, "InvalidRequestContentException")]
    [InlineData("mischief", "{} {}", "RequestResponse", 400, "InvalidRequestContentException")]
    [InlineData("mischief", "{}", "Sometime", 400, "InvalidParameterValueException")]
    public async Task A_mistake_is_answered_as_aws_answers_it(
        string name,
        string body,
        string type,
        int status,
        string error
    )
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        using var response = await InvokeAsync(mischief, name, body, type);

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("x-amzn-ErrorType").ShouldBe([error]);
        (await response.Content.ReadAsStringAsync(Token)).ShouldContain("\"Message\":");
    }

    [Theory]
    [InlineData("RequestResponse", 6)]
    [InlineData("Event", 1)]
    public async Task A_payload_that_is_too_large_is_refused(string type, int megabytes)
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        var body = $"\"{new string('x', megabytes * 1024 * 1024)}\"";

        using var response = await InvokeAsync(mischief, "mischief", body, type);

        ((int)response.StatusCode).ShouldBe(413);
        response.Headers.GetValues("x-amzn-ErrorType").ShouldBe(["RequestTooLargeException"]);
    }

    [Fact]
    public async Task A_throttled_invocation_is_status_429()
    {
        await using var mischief = await MischiefHost.StartAsync(
            function => function with { MaxConcurrency = 0 },
            Token
        );

        using var response = await InvokeAsync(mischief, "mischief", "{}");

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.GetValues("x-amzn-ErrorType").ShouldBe(["TooManyRequestsException"]);
    }

    [Fact]
    public async Task A_request_for_another_host_name_is_refused()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(mischief.Host.Url, "2015-03-31/functions/mischief/invocations")
        );
        request.Headers.Host = "rebound.example";

        using var response = await http.SendAsync(request, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> InvokeAsync(
        MischiefHost mischief,
        string name,
        string body,
        string type = "RequestResponse"
    )
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(mischief.Host.Url, $"2015-03-31/functions/{name}/invocations")
        );
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Amz-Invocation-Type", type);
        return await http.SendAsync(request, Token);
    }
}
