namespace EventRecovery.Aws.Tests.Differential;

/// <summary>One of the systems that must answer alike.</summary>
internal sealed record Side<TSystem>(string Name, TSystem System);
