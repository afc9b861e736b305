using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace EventRecovery.Aws.Lambda;

internal sealed class InvokeRequest(string function, ReadOnlyMemory<byte> payload) : AmazonWebServiceRequest
{
    public string Function { get; } = function;

    public ReadOnlyMemory<byte> Payload { get; } = payload;
}

internal sealed class InvokeResponse : AmazonWebServiceResponse
{
    public LambdaAnswer Answer { get; init; } = new(default, FunctionError: null);
}

/// <summary><c>POST /2015-03-31/functions/NAME/invocations</c>, the payload as it is.</summary>
internal sealed class InvokeMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly InvokeMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var given = (InvokeRequest)input;
        var request = new DefaultRequest(input, LambdaConfig.Service)
        {
            HttpMethod = "POST",
            ResourcePath = "/2015-03-31/functions/{FunctionName}/invocations",
            Content = given.Payload.ToArray(),
        };
        request.AddPathResource("{FunctionName}", given.Function);
        request.Headers["Content-Type"] = "application/json";
        request.Headers["X-Amz-Invocation-Type"] = "RequestResponse";
        return request;
    }
}

/// <summary>The body is the function's own; a header tells whether it is an error of the function's.</summary>
internal sealed class InvokeUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly InvokeUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        var error = input.ResponseData.IsHeaderPresent(FunctionErrorHeader)
            ? input.ResponseData.GetHeaderValue(FunctionErrorHeader)
            : null;
        return new InvokeResponse { Answer = new LambdaAnswer(body.ToArray(), error) };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, ErrorBytes, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var message = error.Message ?? $"Lambda answered {(int)statusCode}";
        return new AmazonServiceException(message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    private const int ErrorBytes = 4096;
    private const string FunctionErrorHeader = "X-Amz-Function-Error";
}
