using System.Runtime.CompilerServices;
using EventRecovery.Replay;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Runs in DynamoDB: <c>run#{runId}</c> / <c>meta</c>, and an entry under <c>runs</c> that lists it. The entry is written first:
/// one without a run is skipped, a run without an entry would be hidden for ever.
/// </summary>
public sealed class DynamoRunStore(RecoveryTable table) : IRunStore
{
    public async Task<ReplayRun?> CreateAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        await table.PutAsync(
            RunKeys.ListEntry(run),
            new() { [RunAttributes.RunId] = Attributes.Of(run.Id.Value) },
            condition: null,
            cancellationToken
        );
        return await table.PutAsync(
            RunKeys.Run(run.Id),
            RunAttributes.Write(run),
            ItemUpdate.IfAbsent,
            cancellationToken
        )
            ? null
            : await FindAsync(run.Id, cancellationToken);
    }

    public async Task<ReplayRun?> FindAsync(RunId id, CancellationToken cancellationToken) =>
        await table.GetAsync(RunKeys.Run(id), cancellationToken) is { } item ? RunAttributes.Read(item) : null;

    public async Task<ReplayRun?> SaveAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var next = run with { Revision = run.Revision + 1 };
        var condition = new ItemUpdate(Update: null, "#revision = :revision")
        {
            Names = new() { ["#revision"] = RunAttributes.Revision },
            Values = new() { [":revision"] = Attributes.Of(run.Revision) },
        };
        return await table.PutAsync(RunKeys.Run(run.Id), RunAttributes.Write(next), condition, cancellationToken)
            ? next
            : null;
    }

    public async IAsyncEnumerable<ReplayRun> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<RunId>();
        await foreach (var entry in table.QueryAsync(RunKeys.ListPartition, fromSk: " ", cancellationToken))
        {
            // A start that was delivered twice may have listed its run twice.
            var id = new RunId(entry.Text(RunAttributes.RunId));
            if (seen.Add(id) && await FindAsync(id, cancellationToken) is { } run)
            {
                yield return run;
            }
        }
    }
}
