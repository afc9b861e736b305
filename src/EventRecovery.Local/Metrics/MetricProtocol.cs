using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Metrics;

/// <summary>One of the three protocols that CloudWatch speaks: how to know it, read it, and answer in it.</summary>
internal abstract record MetricProtocol(string ContentType)
{
    private const string Operation = "PutMetricData";

    /// <summary>The tree of the request's members.</summary>
    /// <exception cref="MetricRefusedException">It is another operation.</exception>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public abstract JsonNode? Parse(HttpRequest request, byte[] body);

    /// <summary>The body that says "done".</summary>
    public abstract byte[] Success();

    /// <summary>The body that says why not.</summary>
    public abstract byte[] Failure(MetricRefusedException refusal);

    /// <summary>By its content type, as clients send it.</summary>
    public static MetricProtocol Of(HttpRequest request) =>
        (request.ContentType ?? "") switch
        {
            var type when type.StartsWith("application/cbor", StringComparison.OrdinalIgnoreCase) => new Cbor(),
            var type when type.StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase) => new Json(
                type
            ),
            _ => new Query(),
        };

    private static void CheckOperation(string? given)
    {
        if (given != Operation)
        {
            throw new MetricRefusedException("InvalidAction", $"Only {Operation} is here, not {given ?? "nothing"}.");
        }
    }

    /// <summary>A form, answered with XML: what older clients and this project's stand-in speak.</summary>
    private sealed record Query() : MetricProtocol("text/xml")
    {
        public override JsonNode? Parse(HttpRequest request, byte[] body)
        {
            var tree = QueryForm.Parse(body);
            CheckOperation(tree["Action"]?.ToString());
            return tree;
        }

        public override byte[] Success() =>
            """
                <PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></PutMetricDataResponse>
                """u8.ToArray();

        public override byte[] Failure(MetricRefusedException refusal) =>
            Encoding.UTF8.GetBytes(
                "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type>"
                    + $"<Code>{refusal.Code}</Code><Message>{System.Security.SecurityElement.Escape(refusal.Message)}"
                    + "</Message></Error><RequestId>local</RequestId></ErrorResponse>"
            );
    }

    /// <summary>AWS JSON 1.0 and 1.1: the operation is a header.</summary>
    private sealed record Json(string ContentType) : MetricProtocol(ContentType)
    {
        private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

        public override JsonNode? Parse(HttpRequest request, byte[] body)
        {
            CheckOperation(request.Headers["X-Amz-Target"].ToString().Split('.')[^1]);
            try
            {
                return JsonNode.Parse(body, documentOptions: Strict);
            }
            catch (JsonException mistake)
            {
                throw new FormatException(mistake.Message, mistake);
            }
        }

        public override byte[] Success() => "{}"u8.ToArray();

        public override byte[] Failure(MetricRefusedException refusal) =>
            Encoding.UTF8.GetBytes(
                new JsonObject { ["__type"] = refusal.Code, ["message"] = refusal.Message }.ToJsonString()
            );
    }

    /// <summary>Smithy RPC v2 CBOR: the operation is in the path. What newer AWS SDKs and the AWS CLI speak.</summary>
    private sealed record Cbor() : MetricProtocol("application/cbor")
    {
        private const int TextHead = 0x60;
        private const int TwoByteLength = 25;

        public override JsonNode? Parse(HttpRequest request, byte[] body)
        {
            CheckOperation(request.Path.Value?.Split('/')[^1]);
            return CborTree.Parse(body);
        }

        // An empty map.
        public override byte[] Success() => [0xa0];

        public override byte[] Failure(MetricRefusedException refusal) =>
            [
                0xa2,
                .. TextItem("__type"),
                .. TextItem(refusal.Code),
                .. TextItem("message"),
                .. TextItem(refusal.Message),
            ];

        private static byte[] TextItem(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return [TextHead | TwoByteLength, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
        }
    }
}
