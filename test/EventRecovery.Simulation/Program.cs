using EventRecovery.Simulation.Commands;

return SimulationCommand.Run(args);
