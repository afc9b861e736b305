using Amazon.DynamoDBv2.Model;
using Amazon.Kinesis.Model;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Checks;

/// <summary>
/// The referee. It sees every write to the table and every record published, at the moment they take effect, keeps its own books
/// from the stored bytes alone, and stops the history at the first promise that is broken.
/// </summary>
internal sealed partial class Ledger(World world)
{
    /// <summary>A word in every event that must not be seen anywhere but in events.</summary>
    public const string Secret = "s3cr3t";

    private readonly Dictionary<(string Version, string Id), List<string>> winners = [];
    private readonly Dictionary<(string Version, EventDigest), List<ClaimRecord>> claims = [];
    private readonly Dictionary<string, List<ClaimRecord>> pages = [];
    private readonly Dictionary<string, byte[]> bytesOf = [];
    private readonly HashSet<string> parked = [];
    private readonly Dictionary<SimulatedProcess, List<ClaimRecord>> lastPut = [];
    private readonly Dictionary<EventDigest, string> ids = [];

    public Violation? Violation { get; private set; }

    /// <summary>Who makes the write that the table is about to report.</summary>
    public SimulatedProcess Writer { get; set; } = null!;

    /// <summary>Pages appended so far, by anybody.</summary>
    public int Pages => pages.Count;

    /// <summary>Copies on the recovered stream, of all events.</summary>
    public int Copies { get; private set; }

    public void Violate(string invariant, string what)
    {
        Violation ??= new Violation(invariant, what);
        world.Story.Tell("referee", "VIOLATION", $"{invariant}: {what}");
    }

    public void NoSecretIn(string text, string where)
    {
        if (text.Contains(Secret, StringComparison.Ordinal))
        {
            Violate("I8", $"{where} tells a payload: {text}");
        }
    }

    /// <summary>Published in this version (or any, where it is null), or parked.</summary>
    public bool IsSettled(string? version, SourceRecord record, SourceEvent source) =>
        parked.Contains(PlaceOf(record, source))
        || (
            source.Id is { } id
            && (
                version is null
                    ? world.Versions.Any(any => winners.ContainsKey((any, id)))
                    : winners.ContainsKey((version, id))
            )
        );

    public bool IsPublished(string version, string id) => winners.ContainsKey((version, id));

    public int CopiesOf(string version, string id) => winners.TryGetValue((version, id), out var all) ? all.Count : 0;

    public void Writing(string pk, string sk, Item? before, Item after)
    {
        if (pk.StartsWith("claims#", StringComparison.Ordinal))
        {
            if (sk.EndsWith("#done", StringComparison.Ordinal))
            {
                Closed($"{pk} {sk[..^5]}", after);
            }
            else
            {
                Claimed(pk, sk, before, after);
            }
        }
        else if (pk.StartsWith("parked#", StringComparison.Ordinal))
        {
            parked.Add(sk);
            CheckKept(after);
            NoSecretIn(after.GetValueOrDefault("message")?.S ?? "", "the reason of a parked event");
        }
        else if (sk == "meta" && before is null && world.Runs.GetValueOrDefault(pk[4..]) is { } run)
        {
            // By its own clock, which may be ten minutes off.
            run.Horizon = world.Thread.Now - world.Scenario.Retention + Writer.Clock.Skew;
        }
        else if (sk.StartsWith("shard#", StringComparison.Ordinal) && pk.StartsWith("run#", StringComparison.Ordinal))
        {
            Checkpointed(pk, sk, before, after);
        }
    }

    /// <summary>What a process has claimed for a shard, on pages that it has not tried to close yet.</summary>
    public IEnumerable<ClaimEntry> OpenClaims(SimulatedProcess process, Writer writer) =>
        process
            .OpenPages.SelectMany(page => pages.GetValueOrDefault(page, []))
            .Where(claim => claim.Process == process && claim.Page.Writer == writer)
            .Select(claim => claim.Entry);

    /// <summary>The append of a page failed its condition.</summary>
    public void PageTaken(SimulatedProcess process, Item wanted)
    {
        var key = $"{wanted["pk"].S} {wanted["sk"].S}";
        if (pages.TryGetValue(key, out var there) && there[0].Process != process)
        {
            world.Chaos.Note(Fault.RaceForPage);
        }
    }

    public void Putting(SimulatedProcess process, PutRecordsRequest request)
    {
        lastPut[process] = [];
        if (request.StreamName != SourceStreams.Recovered.Value)
        {
            Violate("I8", $"{process.Name} writes to {request.StreamName}");
        }
    }

    /// <summary>The process has no answer for its last PutRecords, and may send those records again.</summary>
    public void AnswerLost(SimulatedProcess process)
    {
        foreach (var claim in lastPut[process])
        {
            claim.Doubts++;
        }
    }

    private void Claimed(string pk, string sk, Item? before, Item after)
    {
        if (before is not null)
        {
            Violate("I2", $"page {sk} of {pk} was overwritten");
            return;
        }

        var version = pk.Split('#')[1];
        var page = ClaimPageFormat.Read(after["body"].B.ToArray(), default, int.Parse(sk));
        var records = new List<ClaimRecord>();
        foreach (var entry in page.Entries)
        {
            var key = (version, entry.Event);
            if (!claims.TryGetValue(key, out var earlier))
            {
                claims.Add(key, earlier = []);
            }

            CheckClaim(page, entry, earlier);
            var record = new ClaimRecord(Writer, page, entry);
            earlier.Add(record);
            records.Add(record);
        }

        pages.Add($"{pk} {sk}", records);
        NoteBorder(pk, page);
    }

    /// <summary>A claim is good when every earlier one of the event is known to be free, one's own, or given up for dead.</summary>
    private void CheckClaim(ClaimPage page, ClaimEntry entry, List<ClaimRecord> earlier)
    {
        foreach (var other in earlier)
        {
            // A ghost belongs to an earlier invocation, and decided then.
            if (other.IsMarkedPublished && other.ClosedAt < Writer.InvokedAt && !Writer.HasGhost)
            {
                Violate(
                    "I2",
                    $"{IdOf(entry)} was published on page {other.Page.Number} and is claimed on {page.Number}"
                );
            }

            var free = other.ClosedAt is not null && !other.IsMarkedPublished;
            var dead = page.WrittenAt - other.Page.WrittenAt > world.Scenario.ClaimTimeout;
            if (!free && !dead && other.Page.Writer != page.Writer)
            {
                Violate(
                    "I2",
                    $"{IdOf(entry)} is claimed by {page.Writer.Lineage} while {other.Page.Writer.Lineage} holds it"
                );
            }
        }

        if (world.Poison.Contains(entry.Source))
        {
            Violate("I1", "a poison event was claimed: it would never be published, nor parked by others");
        }
    }

    /// <summary>Time to live has deleted the page.</summary>
    public void Expired(string pk, string sk) => pages.Remove($"{pk} {sk}");

    private void NoteBorder(string pk, ClaimPage page)
    {
        // Two writers in logs of neighbouring windows within a minute.
        foreach (var (key, records) in pages)
        {
            if (
                !key.StartsWith(pk, StringComparison.Ordinal)
                && records[0].Page.Writer != page.Writer
                && (page.WrittenAt - records[0].Page.WrittenAt).Duration() < TimeSpan.FromMinutes(1)
            )
            {
                world.Chaos.Note(Fault.WindowBorder);
                return;
            }
        }
    }

    private void Closed(string page, Item done)
    {
        if (!pages.TryGetValue(page, out var records))
        {
            Violate("I2", $"a done item without its page: {page}");
            return;
        }

        var published = done["published"].B is { } bitmap
            ? PublishedEntries.FromBitmap(bitmap.ToArray())
            : PublishedEntries.All;
        for (var i = 0; i < records.Count; i++)
        {
            records[i].ClosedAt ??= world.Thread.Now;
            records[i].IsMarkedPublished |= published.Contains(i);
            // By whichever pass: of a process with a ghost, two may have claimed it.
            if (
                published.Contains(i)
                && records[i].Copies == 0
                && !IsPublished(page.Split('#')[1], IdOf(records[i].Entry))
            )
            {
                Violate("I1", $"{IdOf(records[i].Entry)} is marked published on {page}, and is not");
            }
        }
    }

    private string IdOf(ClaimEntry entry) => ids.GetValueOrDefault(entry.Event, "an event");

    private static string PlaceOf(SourceRecord record, SourceEvent source) =>
        $"{record.Stream}#{record.Shard}#{record.Record.Sequence.ToPadded()}#{source.Sub:D10}";

    public void Know(string id) => ids.TryAdd(EventDigest.Of(new EventId(id)), id);
}
