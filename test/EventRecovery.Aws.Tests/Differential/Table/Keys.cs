using EventRecovery.Aws.DynamoDb;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>The few keys of the traces, so that their operations meet.</summary>
internal static class Keys
{
    public const int Partitions = 2;

    /// <summary>The first sort key that is not ASCII.</summary>
    public const int FirstWide = 5;

    /// <summary>As the product writes them, and some that sort apart by bytes and by characters.</summary>
    private static readonly string[] Sort =
    [
        "0000000001",
        "0000000001#done",
        "0000000002",
        "meta",
        "shard#s#1",
        "ä",
        "\uFF21",
        "😀",
    ];

    public static int Count => Sort.Length;

    public static ItemKey Of(int partition, int sort) => new(PartitionOf(partition), SortOf(sort));

    public static string PartitionOf(int partition) => partition == 0 ? "claims#v/1#0of1#20261122T080000Z" : "run#a";

    public static string SortOf(int sort) => Sort[sort];
}
