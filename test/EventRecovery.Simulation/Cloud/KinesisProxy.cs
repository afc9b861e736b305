using System.Globalization;
using System.Reflection;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Simulation.Cloud;

/// <summary>Kinesis as one process reaches it.</summary>
internal class KinesisProxy : DispatchProxy
{
    private const int ReadsPerSecond = 5;

    private SimulatedProcess process = null!;
    private World world = null!;

    private InMemoryKinesis Kinesis => world.Streams.Kinesis;

    public static IAmazonKinesis For(SimulatedProcess process, World world)
    {
        var client = Create<IAmazonKinesis, KinesisProxy>();
        var proxy = (KinesisProxy)(object)client;
        (proxy.process, proxy.world) = (process, world);
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args?[0] switch
        {
            DescribeStreamSummaryRequest describe => CallAsync(
                CallKind.DescribeStream,
                describe.StreamName,
                () => Describe(describe)
            ),
            ListShardsRequest list => CallAsync(CallKind.ListShards, list.StreamName, () => List(list)),
            GetShardIteratorRequest open => CallAsync(CallKind.OpenShard, open.ShardId, () => Open(open)),
            GetRecordsRequest read => CallAsync(CallKind.GetRecords, ShardOf(read).Value, () => Read(read)),
            PutRecordsRequest put => CallAsync(CallKind.PutRecords, put.StreamName, () => Put(put)),
            _ => throw new NotSupportedException($"The simulation has no {targetMethod?.Name}."),
        };

    private Task<T> CallAsync<T>(CallKind kind, string subject, Func<T> effect) =>
        world.Wire.CallAsync(process, new Call(kind, subject), () => Translated(effect));

    private static T Translated<T>(Func<T> effect)
    {
        try
        {
            return effect();
        }
        catch (IteratorExpiredException expired)
        {
            throw new ExpiredIteratorException(expired.Message, expired);
        }
        catch (StreamNotFoundException missing)
        {
            throw new ResourceNotFoundException(missing.Message, missing);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidArgumentException(wrong.Message, wrong);
        }
    }

    private DescribeStreamSummaryResponse Describe(DescribeStreamSummaryRequest request)
    {
        var stream = Completed(Kinesis.DescribeAsync(new StreamName(request.StreamName), CancellationToken.None));
        return new DescribeStreamSummaryResponse
        {
            StreamDescriptionSummary = new StreamDescriptionSummary
            {
                StreamName = request.StreamName,
                StreamCreationTimestamp = stream.CreatedAt.UtcDateTime,
                RetentionPeriodHours = (int)stream.Retention.TotalHours,
                OpenShardCount = stream.OpenShards,
            },
        };
    }

    private ListShardsResponse List(ListShardsRequest request)
    {
        var shards = Completed(Kinesis.ListShardsAsync(new StreamName(request.StreamName), CancellationToken.None));
        return new ListShardsResponse { Shards = [.. shards.Select(ToShard)] };
    }

    private static Shard ToShard(ShardDescription shard) =>
        new()
        {
            ShardId = shard.Id.Value,
            ParentShardId = shard.Parent?.Value,
            AdjacentParentShardId = shard.AdjacentParent?.Value,
            HashKeyRange = new Amazon.Kinesis.Model.HashKeyRange
            {
                StartingHashKey = shard.HashKeys.Start.ToString(CultureInfo.InvariantCulture),
                EndingHashKey = shard.HashKeys.End.ToString(CultureInfo.InvariantCulture),
            },
            SequenceNumberRange = new SequenceNumberRange
            {
                StartingSequenceNumber = shard.StartingSequence.Value,
                EndingSequenceNumber = shard.EndingSequence?.Value,
            },
        };

    private GetShardIteratorResponse Open(GetShardIteratorRequest request)
    {
        ShardStart start = request.ShardIteratorType.Value switch
        {
            "TRIM_HORIZON" => new ShardStart.TrimHorizon(),
            "AT_TIMESTAMP" => new ShardStart.AtTimestamp(new DateTimeOffset(request.Timestamp!.Value)),
            "AT_SEQUENCE_NUMBER" => new ShardStart.AtSequence(new SequenceNumber(request.StartingSequenceNumber)),
            _ => new ShardStart.AfterSequence(new SequenceNumber(request.StartingSequenceNumber)),
        };
        var iterator = Kinesis.OpenAsync(
            new StreamName(request.StreamName),
            new ShardId(request.ShardId),
            start,
            CancellationToken.None
        );
        return new GetShardIteratorResponse { ShardIterator = Completed(iterator).Value };
    }

    private GetRecordsResponse Read(GetRecordsRequest request)
    {
        var shard = ShardOf(request);
        if (world.Streams.Reads(shard) > ReadsPerSecond)
        {
            throw Refusals.Throttle(Service.Kinesis);
        }

        world.Ledger.Reading(process, shard);
        var iterator = new ShardIterator(request.ShardIterator);
        var page = Completed(Kinesis.ReadAsync(iterator, request.Limit ?? 10_000, CancellationToken.None));
        if (page.Records.Count == 0 && page.BehindLatest > TimeSpan.Zero)
        {
            world.Chaos.Note(Fault.EmptyPages);
        }

        return new GetRecordsResponse
        {
            Records = [.. page.Records.Select(ToRecord)],
            NextShardIterator = page.Next?.Value,
            MillisBehindLatest = (long)page.BehindLatest.TotalMilliseconds,
        };
    }

    private static Record ToRecord(StreamRecord record) =>
        new()
        {
            SequenceNumber = record.Sequence.Value,
            PartitionKey = record.PartitionKey,
            ApproximateArrivalTimestamp = record.ArrivedAt.UtcDateTime,
            Data = new MemoryStream(record.Data.ToArray()),
        };

    /// <summary>One after another, in any order: PutRecords promises none.</summary>
    private PutRecordsResponse Put(PutRecordsRequest request)
    {
        var count = request.Records.Count;
        var results = new PutRecordsResultEntry[count];
        var order = Enumerable.Range(0, count).ToArray();
        world.Dice.Shuffle(order);
        var partial = count > 1 && world.Chaos.Strikes(Fault.PartialPutRecords, 0.15);
        var dying = count > 1 && world.Chaos.Strikes(Fault.CrashMidPublish, 0.05);
        world.Ledger.Putting(process, request);
        for (var done = 0; done < count; done++)
        {
            var index = order[done];
            if (dying && done == count / 2)
            {
                process.Kill("in the middle of publishing");
                break;
            }

            results[index] = partial && world.Dice.Next(2) == 0 ? Refused() : Accepted(request, index);
        }

        return new PutRecordsResponse
        {
            FailedRecordCount = results.Count(result => result?.ErrorCode is not null),
            Records = [.. results],
        };
    }

    private static PutRecordsResultEntry Refused() =>
        new() { ErrorCode = Refusals.Throttled, ErrorMessage = "Slow down." };

    private PutRecordsResultEntry Accepted(PutRecordsRequest request, int index)
    {
        var entry = request.Records[index];
        var data = entry.Data.ToArray();
        world.Ledger.Published(process, entry.PartitionKey, data);
        var (shard, record) = Kinesis.Put(new StreamName(request.StreamName), entry.PartitionKey, data);
        return new PutRecordsResultEntry { ShardId = shard.Value, SequenceNumber = record.Sequence.Value };
    }

    private static ShardId ShardOf(GetRecordsRequest request) => new(request.ShardIterator.Split('|')[2]);

    // In memory everything has happened when the call returns.
#pragma warning disable RS0030
    private static T Completed<T>(Task<T> task) => task.Result;
#pragma warning restore RS0030
}
