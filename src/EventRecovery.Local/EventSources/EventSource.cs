using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>Which stream feeds which function, and how both are named in what the function receives.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="StreamArn">Its ARN.</param>
/// <param name="FunctionArn">The function's ARN.</param>
/// <param name="Region">The region in every record, such as <c>us-east-1</c>.</param>
/// <param name="InvokeIdentityArn">The role that the mapping would have on AWS.</param>
public sealed record EventSource(
    StreamName Stream,
    string StreamArn,
    string FunctionArn,
    string Region,
    string InvokeIdentityArn
);
