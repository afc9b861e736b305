using Microsoft.Extensions.Logging;

namespace EventRecovery.Aws.Composition;

internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Problem}")]
    public static partial void WrongConfiguration(ILogger logger, string problem);
}
