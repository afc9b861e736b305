namespace EventRecovery.Local.Metrics;

/// <summary>A request that CloudWatch would refuse too.</summary>
/// <param name="code">CloudWatch's error code, such as <c>InvalidParameterValue</c>.</param>
/// <param name="message">What is wrong, and where.</param>
internal sealed class MetricRefusedException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static MetricRefusedException Invalid(string message) => new("InvalidParameterValue", message);

    public static MetricRefusedException Missing(string name) =>
        new("MissingParameter", $"The parameter {name} is required.");
}
