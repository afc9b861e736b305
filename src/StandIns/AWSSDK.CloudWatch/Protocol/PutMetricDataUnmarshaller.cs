using System.Net;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudWatch.Protocol;

/// <summary>The answer has no members of its own, only the request id; an error has a code that may name its exception type.</summary>
internal sealed class PutMetricDataUnmarshaller : XmlResponseUnmarshaller
{
    public static readonly PutMetricDataUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = new PutMetricDataResponse();
        while (input.Read())
        {
            if (input.IsStartElement && input.TestExpression("ResponseMetadata", 2))
            {
                response.ResponseMetadata = ResponseMetadataUnmarshaller.Instance.Unmarshall(input);
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        var (message, type, code, id) = (error.Message, error.Type, error.Code, error.RequestId);
        return code switch
        {
            "InternalServiceFault" => new InternalServiceException(message, innerException, type, code, id, statusCode),
            "InvalidParameterCombination" => new InvalidParameterCombinationException(
                message,
                innerException,
                type,
                code,
                id,
                statusCode
            ),
            "InvalidParameterValue" => new InvalidParameterValueException(
                message,
                innerException,
                type,
                code,
                id,
                statusCode
            ),
            "MissingParameter" => new MissingRequiredParameterException(
                message,
                innerException,
                type,
                code,
                id,
                statusCode
            ),
            _ => new AmazonCloudWatchException(message, innerException, type, code, id, statusCode),
        };
    }
}
