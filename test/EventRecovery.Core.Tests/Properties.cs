using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace EventRecovery;

/// <summary>Runs properties on the same inputs every time.</summary>
internal static class Properties
{
    private const int Runs = 500;

    private static readonly Config Repeatable = Config
        .QuickThrowOnFailure.WithMaxTest(Runs)
        .WithQuietOnSuccess(true)
        .WithReplay(new FsCheck.Replay(new Rnd(8785UL), FSharpOption<int>.None));

    public static void Hold<T>(Gen<T> inputs, Func<T, bool> property) =>
        Prop.ForAll(Arb.From(inputs), property).Check(Repeatable);
}
