using EventRecovery.Aws.DynamoDb;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>The conditions that the product writes on.</summary>
internal enum If
{
    Always,

    /// <summary>Claim pages, runs.</summary>
    Absent,

    /// <summary>Runs, versions: the revision that was read.</summary>
    NumberIs,

    /// <summary>Checkpoints: the fence is one's own and the revision is not higher.</summary>
    StateIsAndNumberIsNotHigher,

    /// <summary>A number compared with a text, as after a mistake in a name.</summary>
    StateIsNumber,
}

internal static class Conditions
{
    public static ItemUpdate? Of(If condition, int number) =>
        condition switch
        {
            If.Absent => ItemUpdate.IfAbsent,
            If.NumberIs => new(Update: null, "#n = :n")
            {
                Names = new() { ["#n"] = Contents.Number },
                Values = new() { [":n"] = Attributes.Of(number) },
            },
            If.StateIsAndNumberIsNotHigher => new(Update: null, "#state = :state AND #n <= :n")
            {
                Names = new() { ["#state"] = Contents.State, ["#n"] = Contents.Number },
                Values = new() { [":state"] = Attributes.Of("Parked"), [":n"] = Attributes.Of(number) },
            },
            If.StateIsNumber => new(Update: null, "#state = :n")
            {
                Names = new() { ["#state"] = Contents.State },
                Values = new() { [":n"] = Attributes.Of(number) },
            },
            _ => null,
        };
}
