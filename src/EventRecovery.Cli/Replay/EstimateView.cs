using EventRecovery.Replay.Costs;

namespace EventRecovery.Cli.Replay;

/// <summary>An estimate in the order in which a person asks: how much, how long, what does it cost.</summary>
internal static class EstimateView
{
    public static IEnumerable<string> Lines(ReplyEstimate estimate)
    {
        yield return $"Events    about {Figures.Count(estimate.Records)}, {Figures.Bytes(estimate.Bytes)} ({Sampled(estimate)})";
        yield return $"Time      about {Figures.Length(TimeSpan.FromMinutes(estimate.Minutes))} at "
            + Figures.Text($"{estimate.RecordsPerSecondPerShard:N0} records/s a shard")
            + Figures.Text($"; live readers keep {(1 - estimate.ReadShare) * 100:0} % of the read limits");
        yield return $"Cost      about {Figures.Dollars(estimate.Dollars)}: {string.Join(" · ", Parts(estimate))}";
        yield return Figures.Text(
            $"          {estimate.GetRecordsCalls:N0} GetRecords · {estimate.CheckpointWrites:N0} checkpoint writes"
        ) + $" · list prices of {estimate.Region}, {estimate.PricesRead}";
    }

    private static string Sampled(ReplyEstimate estimate) =>
        estimate.SampledPages == 0 ? "nothing to look into"
        : estimate.SampledPages == 1 ? "from one page"
        : Figures.Text($"from {estimate.SampledPages:N0} pages");

    private static IEnumerable<string> Parts(ReplyEstimate estimate)
    {
        yield return Part(
            Figures.Text($"{estimate.WriteUnits:N0} write units"),
            estimate.DollarsOf(PriceList.DynamoDbWriteUnits)
        );
        yield return Part(
            Figures.Text($"{estimate.PutRecordsCalls:N0} PutRecords"),
            estimate.DollarsOf(PriceList.KinesisPutPayloadUnits)
        );
        var compute = estimate.DollarsOf(
            PriceList.LambdaGigabyteSeconds,
            PriceList.LambdaRequests,
            PriceList.StepFunctionsTransitions
        );
        yield return Part("Lambda and Step Functions", compute);
        if (estimate.DollarsOf(PriceList.KinesisLongTermRetrievalGigabytes) is > 0 and var old)
        {
            yield return Part("reading what is older than 7 days", old);
        }
    }

    private static string Part(string what, decimal dollars) => $"{what} ({Figures.Dollars(dollars)})";
}
