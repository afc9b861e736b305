using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Runtime;

namespace EventRecovery.Simulation.Model.Processes;

/// <summary>
/// A process of one writer: the product's <see cref="RecoveryEngine"/> itself with its memory, on ports that stop at every operation
/// until they are told what came of it. At most two invocations share it: the one of now, and a frozen one.
/// </summary>
internal sealed class ModelProcess : IClaimStore, IRecordWriter, IParkingLot, IObjectStore, IEntropy
{
    private readonly SceneData data;
    private readonly ModelClock clock = new();
    private readonly ClaimMemory memory = new();
    private readonly RecoveryEngine engine;
    private readonly bool oneToken;
    private ModelInvocation? running;
    private ulong tokens;

    /// <param name="oneToken">The mistake of giving all passes of a process one token.</param>
    public ModelProcess(SceneData data, bool oneToken)
    {
        (this.data, this.oneToken) = (data, oneToken);
        engine = new RecoveryEngine(
            new EngineOptions { Lineage = SceneData.Me.Lineage, ClaimTimeout = ModelClock.ClaimTimeout },
            data.Reader(),
            this,
            memory,
            new OrderedPublisher(this, clock, this),
            this,
            this,
            clock,
            this
        );
    }

    public ModelInvocation? Current { get; private set; }

    public ModelInvocation? Frozen { get; private set; }

    /// <summary>Runs on, on this thread, until every invocation waits for an operation or has ended.</summary>
    public void Step(LocalEvent happening)
    {
        clock.Epoch = happening.Epoch;
        switch (happening.Kind)
        {
            case LocalEventKind.Start:
                Current = running = new ModelInvocation();
                var deadline = new Deadline(running.Clock, running.Clock.Deadline);
                running.Outcome = engine.ProcessAsync(data.BatchFrom(happening.From), deadline, CancellationToken.None);
                break;
            case LocalEventKind.Freeze:
                (Frozen, Current) = (Current, null);
                break;
            case LocalEventKind.Acknowledged:
                Current = null;
                break;
            case LocalEventKind.Thawed:
                Frozen = null;
                break;
            default:
                running = (happening.OfFrozen ? Frozen : Current)!;
                running.Clock.HasPassed |= happening.DeadlinePasses;
                running.Respond(happening.Response);
                break;
        }
    }

    /// <summary>What the invocation waits for, or that it wants to be acknowledged; null when there is no invocation, or it failed.</summary>
    public Operation? PendingOf(ModelInvocation? invocation) =>
        invocation?.Pending
        ?? (
            invocation?.Outcome is { IsCompletedSuccessfully: true } ended
                ? Ended(ended.GetAwaiter().GetResult())
                : null
        );

    /// <summary>What the engine threw; it throws nothing that the model's world gives it reason for.</summary>
    public Exception? Failure => Current?.Failure ?? Frozen?.Failure;

    /// <summary>Equal when the process will do the same whatever comes.</summary>
    public UInt128 Fingerprint()
    {
        var print = new HeapFingerprint();
        print.Add(memory);
        Add(print, Current);
        Add(print, Frozen);
        return print.Value;
    }

    public Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken)
    {
        var invocation = running!;
        return invocation.Ask(
            new Operation(OperationKind.ReadLog, data.IndexOf(log), fromPage),
            response => Slice(response.Pages, fromPage, invocation.Token)
        );
    }

    public Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken) =>
        running!.Ask(
            new Operation(OperationKind.ReadDone, data.IndexOf(log), page),
            response =>
                response.Records == Response.Absent ? null : Marks(PageView.Unpack(response.Pages[0]), response.Records)
        );

    public Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
    {
        running!.Token = page.Token;
        var (epoch, records) = (ModelClock.EpochOf(page.WrittenAt), data.MaskOf(page));
        return running.Ask(
            new Operation(OperationKind.Append, data.IndexOf(log), page.Number, epoch, records),
            response => response.Answer == Answer.Taken ? AppendOutcome.Taken : AppendOutcome.Appended
        );
    }

    public Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    ) =>
        running!.Ask(
            new Operation(OperationKind.WriteDone, data.IndexOf(log), page, Records: BitsOf(published)),
            _ => true
        );

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        var indexes = records.Select(record => data.IndexOf(record.Data.Span)).ToList();
        return running!.Ask<IReadOnlyList<PutOutcome>>(
            new Operation(OperationKind.Publish, Records: indexes.Aggregate(0, (mask, index) => mask | 1 << index)),
            response =>
                indexes.ConvertAll(index =>
                    (response.Records >> index & 1) != 0 ? PutOutcome.Accepted : new PutOutcome("InternalFailure")
                )
        );
    }

    public Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken) =>
        running!.Ask(
            new Operation(
                OperationKind.Park,
                Records: events.Aggregate(0, (mask, parked) => mask | 1 << data.IndexOf(parked.Source.Record.Sequence))
            ),
            _ => true
        );

    /// <summary>Constant for the mistake; else new each time, as the product's entropy promises.</summary>
    public UInt128 NextToken() => oneToken ? UInt128.One : new UInt128(1, ++tokens);

    /// <summary>Back-off with a jitter of zero does not wait.</summary>
    public double NextUnit() => 0;

    public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The events of the model fit their records.");

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private ClaimLogSlice Slice(string packed, int fromPage, PageToken myToken)
    {
        var pages = new List<ClaimPage>(packed.Length);
        var done = new Dictionary<int, PublishedEntries>();
        for (var i = 0; i < packed.Length; i++)
        {
            var view = PageView.Unpack(packed[i]);
            pages.Add(data.Page(fromPage + i, view, view.HasMyToken ? myToken : UInt128.Zero));
            if (view.IsClosed)
            {
                done.Add(fromPage + i, Marks(view, view.Marked));
            }
        }

        return new ClaimLogSlice(pages, done);
    }

    private PublishedEntries Marks(PageView page, int marked) => data.Marks(page.IsMine, page.Records, marked);

    private Operation Ended(BatchOutcome outcome) =>
        new(
            OperationKind.Acknowledge,
            Records: outcome.FirstUnfinished is { } first
                ? (1 << data.IndexOf(first.Sequence)) - 1
                : (1 << data.Scene.Count) - 1
        );

    /// <summary>By place on the page; which records they are, the page tells.</summary>
    private static int BitsOf(PublishedEntries published) =>
        published.IsAll ? Response.Absent : published.ToBitmap().Aggregate(0, (bits, next) => bits | next);

    private void Add(HeapFingerprint print, ModelInvocation? invocation)
    {
        print.Add(invocation is not null);
        if (invocation is not null)
        {
            print.Add(PendingOf(invocation) ?? new Operation(OperationKind.Acknowledge));
            print.Add(invocation.Clock.HasPassed);
            print.Add(invocation.Awaited);
        }
    }
}
