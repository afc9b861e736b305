using System.Globalization;
using System.Text.Json;

namespace EventRecovery.Local.Lambdas;

/// <summary>The error objects that the Lambda service itself writes, worded as AWS words them.</summary>
internal static class LambdaErrors
{
    public static byte[] TimedOut(string requestId, TimeSpan timeout) =>
        FunctionError(
            "Sandbox.Timedout",
            string.Create(
                CultureInfo.InvariantCulture,
                $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:F2} seconds"
            )
        );

    public static byte[] Exited(string requestId, int exitCode) =>
        FunctionError("Runtime.ExitError", $"RequestId: {requestId} Error: {ExitReason(exitCode)}");

    public static byte[] CannotStart(string requestId, string reason) =>
        FunctionError("Runtime.InvalidEntrypoint", $"RequestId: {requestId} Error: {reason}");

    public static byte[] ResponseTooLarge(int limit) =>
        FunctionError(
            "Function.ResponseSizeTooLarge",
            $"Response payload size exceeded maximum allowed payload size ({limit} bytes)."
        );

    /// <summary>What an API call that was refused answers.</summary>
    public static byte[] Refusal(string message) =>
        Write(writer =>
        {
            writer.WriteString("Type", "User");
            writer.WriteString("Message", message);
            // Lambda's own model spells some errors' member this way, and clients read either.
            writer.WriteString("message", message);
        });

    // A shell's convention, which .NET follows: 128 + n stands for "ended by signal n".
    private static string ExitReason(int exitCode) =>
        exitCode switch
        {
            0 => "Runtime exited without providing a reason",
            128 + 6 => "Runtime exited with error: signal: aborted",
            128 + 9 => "Runtime exited with error: signal: killed",
            128 + 11 => "Runtime exited with error: signal: segmentation fault",
            128 + 15 => "Runtime exited with error: signal: terminated",
            _ => $"Runtime exited with error: exit status {exitCode}",
        };

    private static byte[] FunctionError(string type, string message) =>
        Write(writer =>
        {
            writer.WriteString("errorType", type);
            writer.WriteString("errorMessage", message);
        });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
