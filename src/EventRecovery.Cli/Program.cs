using EventRecovery.Cli;
using EventRecovery.Cli.Runtime;

using var interrupts = Interrupts.Listen();
return (int)await RecoverApp.RunAsync(args, Surroundings.OfThisProcess(), interrupts.Token);
