using System.Globalization;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.CloudWatch.Protocol;

/// <summary>
/// The AWS Query form: a path for every value, <c>MetricData.member.1.Dimensions.member.2.Name=…</c>. Members that are null are left out.
/// </summary>
internal sealed class PutMetricDataMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly PutMetricDataMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var given = (PutMetricDataRequest)input;
        var request = new DefaultRequest(input, "Amazon.CloudWatch") { HttpMethod = "POST", ResourcePath = "/" };
        var form = request.Parameters;
        Put(form, "Action", "PutMetricData");
        Put(form, "Version", "2010-08-01");
        Put(form, "Namespace", given.Namespace);
        foreach (var (path, datum) in Members("MetricData", given.MetricData))
        {
            Put(form, path, datum);
        }

        return request;
    }

    private static void Put(IDictionary<string, string> form, string path, MetricDatum datum)
    {
        Put(form, $"{path}.MetricName", datum.MetricName);
        foreach (var (dimensionPath, dimension) in Members($"{path}.Dimensions", datum.Dimensions))
        {
            Put(form, $"{dimensionPath}.Name", dimension.Name);
            Put(form, $"{dimensionPath}.Value", dimension.Value);
        }

        Put(
            form,
            $"{path}.Timestamp",
            datum.Timestamp?.ToUniversalTime().ToString(AWSSDKUtils.ISO8601DateFormat, CultureInfo.InvariantCulture)
        );
        Put(form, $"{path}.Unit", datum.Unit?.Value);
        Put(form, $"{path}.Value", datum.Value);
        Put(form, $"{path}.Values", datum.Values);
        Put(form, $"{path}.Counts", datum.Counts);
        Put(form, $"{path}.StatisticValues.SampleCount", datum.StatisticValues?.SampleCount);
        Put(form, $"{path}.StatisticValues.Sum", datum.StatisticValues?.Sum);
        Put(form, $"{path}.StatisticValues.Minimum", datum.StatisticValues?.Minimum);
        Put(form, $"{path}.StatisticValues.Maximum", datum.StatisticValues?.Maximum);
        Put(form, $"{path}.StorageResolution", datum.StorageResolution);
    }

    private static void Put(IDictionary<string, string> form, string path, List<double> values)
    {
        foreach (var (memberPath, value) in Members(path, values))
        {
            Put(form, memberPath, value);
        }
    }

    private static void Put(IDictionary<string, string> form, string path, double? value) =>
        Put(form, path, value?.ToString("R", CultureInfo.InvariantCulture));

    private static void Put(IDictionary<string, string> form, string path, string value)
    {
        if (value is not null)
        {
            form[path] = value;
        }
    }

    /// <summary>List members count from 1.</summary>
    private static IEnumerable<(string Path, T Item)> Members<T>(string path, List<T> list) =>
        (list ?? []).Select((item, index) => ($"{path}.member.{index + 1}", item));
}
