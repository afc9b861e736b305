namespace EventRecovery.Aws.Lambda;

/// <summary>What a function answered.</summary>
/// <param name="Payload">Its result; or, when it failed, an object with <c>errorType</c> and <c>errorMessage</c>.</param>
/// <param name="FunctionError">Null when it succeeded; else Handled or Unhandled.</param>
public sealed record LambdaAnswer(ReadOnlyMemory<byte> Payload, string? FunctionError);
