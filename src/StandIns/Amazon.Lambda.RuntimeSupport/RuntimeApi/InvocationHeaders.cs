using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>What the Runtime API tells about one invocation; null for what it leaves out.</summary>
internal sealed record InvocationHeaders(
    string RequestId,
    long DeadlineMs,
    string FunctionArn,
    string TraceId,
    string TenantId,
    string ClientContextJson,
    string CognitoIdentityJson
)
{
    public static InvocationHeaders Read(HttpResponseMessage response)
    {
        _ = long.TryParse(Header("Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var deadlineMs);
        return new InvocationHeaders(
            Header("Lambda-Runtime-Aws-Request-Id")
                ?? throw new HttpRequestException("The Runtime API sent an invocation without a request id."),
            deadlineMs,
            Header("Lambda-Runtime-Invoked-Function-Arn"),
            Header("Lambda-Runtime-Trace-Id"),
            Header("Lambda-Runtime-Aws-Tenant-Id"),
            Header("Lambda-Runtime-Client-Context"),
            Header("Lambda-Runtime-Cognito-Identity")
        );

        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
    }
}
