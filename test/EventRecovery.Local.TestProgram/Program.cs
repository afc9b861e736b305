using EventRecovery.Local.TestProgram;

// A program for tests to start and to kill. The first argument says which part it plays.
return args switch
{
    ["emulators"] => await Parent.HoldEmulatorsAsync(),
    _ => 2,
};
