using EventRecovery.Fuzzing;

return FuzzCommand.Run(args);
