using EventRecovery.Simulation.Commands;

if (args is ["model", ..]) { return ModelCommand.Run(args[1..]); }
return SimulationCommand.Run(args);
