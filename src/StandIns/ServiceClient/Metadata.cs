using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.StandIns;

internal sealed class Metadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);
}
