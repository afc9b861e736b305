using System.Globalization;
using EventRecovery.Local.Http;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Lambdas;

/// <summary>The Lambda Runtime API, version 2018-06-01, as functions see it: next, response, error, init error.</summary>
internal sealed class RuntimeApi(EnvironmentDirectory directory, LambdaHostOptions host)
{
    /// <summary>The second segment of every path, after the environment's own.</summary>
    public const string Version = "2018-06-01";

    /// <param name="context">The call.</param>
    /// <param name="path">Its path, split: <c>env-3, 2018-06-01, runtime, …</c></param>
    public async Task HandleAsync(HttpContext context, string[] path)
    {
        if (directory.Find(path[0]) is not { } environment)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await (
            (context.Request.Method, path[2..]) switch
            {
                ("GET", ["runtime", "invocation", "next"]) => NextAsync(context, environment),
                ("POST", ["runtime", "invocation", var id, "response"]) => AnswerAsync(
                    context,
                    environment,
                    id,
                    InvocationStatus.Succeeded
                ),
                ("POST", ["runtime", "invocation", var id, "error"]) => AnswerAsync(
                    context,
                    environment,
                    id,
                    InvocationStatus.FunctionError
                ),
                ("POST", ["runtime", "init", "error"]) => FailInitAsync(context, environment),
                _ => ReplyAsync(context, StatusCodes.Status404NotFound, """{"errorType":"InvalidAction"}"""),
            }
        );
    }

    private async Task NextAsync(HttpContext context, ExecutionEnvironment environment)
    {
        var (invocation, deadline) = await environment.NextAsync(context.RequestAborted);
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = deadline
            .ToUnixTimeMilliseconds()
            .ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = host.Arn(environment.FunctionName);
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-00000000-{invocation.RequestId.Replace("-", "")[..24]};Sampled=0";
        if (invocation.ClientContext is { } clientContext)
        {
            headers["Lambda-Runtime-Client-Context"] = clientContext;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = invocation.Payload.Length;
        await context.Response.Body.WriteAsync(invocation.Payload, context.RequestAborted);
    }

    private static async Task AnswerAsync(
        HttpContext context,
        ExecutionEnvironment environment,
        string requestId,
        InvocationStatus status
    )
    {
        var body = await context.Request.ReadBodyAsync(LambdaLimits.SynchronousPayloadBytes);
        if (body is null)
        {
            environment.Answer(
                requestId,
                InvocationStatus.FunctionError,
                LambdaErrors.ResponseTooLarge(LambdaLimits.SynchronousPayloadBytes)
            );
            await ReplyAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                """{"errorType":"RequestEntityTooLarge","errorMessage":"Exceeded maximum allowed payload size"}"""
            );
            return;
        }

        await (
            environment.Answer(requestId, status, body)
                ? ReplyAsync(context, StatusCodes.Status202Accepted, """{"status":"OK"}""")
                : ReplyAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    """{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}"""
                )
        );
    }

    private static async Task FailInitAsync(HttpContext context, ExecutionEnvironment environment)
    {
        environment.FailInit(
            await context.Request.ReadBodyAsync(LambdaLimits.SynchronousPayloadBytes) ?? "{}"u8.ToArray()
        );
        await ReplyAsync(context, StatusCodes.Status202Accepted, """{"status":"OK"}""");
    }

    private static Task ReplyAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
