using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Kinesis.Protocol;

/// <summary>
/// One operation in AWS JSON 1.1: how its request is written and its answer read. One object serves all calls; it keeps no state.
/// </summary>
/// <param name="name">As in the X-Amz-Target header.</param>
/// <param name="write">Writes the members of the request, without the braces.</param>
/// <param name="read">Reads the answer; null for an operation whose answer has no body.</param>
internal sealed class JsonOperation<TRequest, TResponse>(
    string name,
    Action<Utf8JsonWriter, TRequest> write,
    Func<JsonElement, TResponse> read = null
) : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    private const int ErrorBufferBytes = 4096;

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var body = new PooledContentStream();
        using (var json = new Utf8JsonWriter(body.BufferWriter))
        {
            json.WriteStartObject();
            write(json, (TRequest)input);
            json.WriteEndObject();
        }

        return new DefaultRequest(input, "Amazon.Kinesis")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            ContentStream = body,
            Headers =
            {
                ["X-Amz-Target"] = $"Kinesis_20131202.{name}",
                ["Content-Type"] = "application/x-amz-json-1.1",
                ["x-amz-api-version"] = "2013-12-02",
            },
        };
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (read is null)
        {
            return new TResponse();
        }

        using var document = JsonDocument.Parse(input.Stream);
        return read(document.RootElement);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, ErrorBufferBytes, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return KinesisErrors.Exception(error);
    }
}
