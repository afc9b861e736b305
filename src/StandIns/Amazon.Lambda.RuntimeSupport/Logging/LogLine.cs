using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <param name="Level">Null where <paramref name="LevelText"/> is none of Lambda's levels.</param>
internal sealed record LogLine(
    DateTime Time,
    string RequestId,
    string TraceId,
    LogLevel? Level,
    string LevelText,
    string Message,
    Exception Exception
);
