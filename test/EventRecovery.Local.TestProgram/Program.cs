using EventRecovery.Local.TestProgram;

// A program for tests to start and to kill. The first argument says which part it plays; without one it is a Lambda function.
return args switch
{
    [] => await MischievousFunction.RunAsync(),
    ["emulators"] => await Parent.HoldEmulatorsAsync(),
    ["function-host"] => await Parent.HoldFunctionAsync(),
    _ => 2,
};
