using System.Text;
using System.Text.Json;
using EventRecovery.Local.Http;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Lambdas;

/// <summary>
/// The Lambda service's Invoke operation: <c>POST /2015-03-31/functions/NAME/invocations</c>, for the AWS CLI and every AWS SDK.
/// Signatures are not checked.
/// </summary>
internal sealed class InvokeApi(LambdaHost host)
{
    /// <summary>The first segment of the path.</summary>
    public const string Version = "2015-03-31";

    public async Task HandleAsync(HttpContext context, string functionName)
    {
        var name = FunctionName.Parse(functionName);
        if (!host.Functions.Contains(name))
        {
            await RefuseAsync(
                context,
                404,
                "ResourceNotFoundException",
                $"Function not found: {host.Options.Arn(name)}"
            );
            return;
        }

        var type = context.Request.Headers["X-Amz-Invocation-Type"].FirstOrDefault() ?? "RequestResponse";
        var limit = type == "Event" ? LambdaLimits.AsynchronousPayloadBytes : LambdaLimits.SynchronousPayloadBytes;
        if (await context.Request.ReadBodyAsync(limit) is not { } payload)
        {
            await RefuseAsync(
                context,
                413,
                "RequestTooLargeException",
                $"Request must be smaller than {limit} bytes for the InvokeFunction operation"
            );
            return;
        }

        if (payload.Length == 0)
        {
            payload = "{}"u8.ToArray();
        }

        if (JsonMistake(payload) is { } mistake)
        {
            await RefuseAsync(
                context,
                400,
                "InvalidRequestContentException",
                $"Could not parse request body into json: {mistake}"
            );
            return;
        }

        await InvokeAsync(context, name, type, payload);
    }

    private async Task InvokeAsync(HttpContext context, string name, string type, byte[] payload)
    {
        switch (type)
        {
            case "DryRun":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "Event":
                host.InvokeLater(name, payload);
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "RequestResponse":
                await ReplyAsync(context, await host.InvokeAsync(name, payload, ClientContext(context.Request)));
                break;
            default:
                await RefuseAsync(
                    context,
                    400,
                    "InvalidParameterValueException",
                    $"'{type}' is not an invocation type: RequestResponse, Event or DryRun"
                );
                break;
        }
    }

    private static async Task ReplyAsync(HttpContext context, InvocationResult result)
    {
        context.Response.Headers["x-amzn-RequestId"] = result.RequestId;
        if (result.Status == InvocationStatus.Throttled)
        {
            await RefuseAsync(context, 429, "TooManyRequestsException", "Rate Exceeded.");
            return;
        }

        context.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (result.Status == InvocationStatus.FunctionError)
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = result.Payload.Length;
        await context.Response.Body.WriteAsync(result.Payload, context.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-amzn-ErrorType"] = type;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(LambdaErrors.Refusal(message), context.RequestAborted);
    }

    private static string? ClientContext(HttpRequest request)
    {
        var encoded = request.Headers["X-Amz-Client-Context"].FirstOrDefault();
        var decoded = new byte[encoded?.Length ?? 0];
        return encoded is not null && Convert.TryFromBase64String(encoded, decoded, out var length)
            ? Encoding.UTF8.GetString(decoded, 0, length)
            : null;
    }

    private static string? JsonMistake(byte[] payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read()) { }

            return null;
        }
        catch (JsonException mistake)
        {
            return mistake.Message;
        }
    }
}
