using EventRecovery.Replay.Costs;

namespace EventRecovery.Cli.Replay;

/// <summary>An estimate in the order in which a person asks: how much, how long, what does it cost.</summary>
internal static class EstimateView
{
    public static IEnumerable<string> Lines(ReplyEstimate estimate)
    {
        yield return estimate.Records == 0
            ? $"Events    none found ({Sampled(estimate)})"
            : $"Events    about {Figures.Count(estimate.Records)}, {Figures.Bytes(estimate.Bytes)} ({Sampled(estimate)})";
        yield return $"Time      {Duration(estimate)} at "
            + Figures.Text($"{estimate.RecordsPerSecondPerShard:N0} records/s a shard")
            + Figures.Text($"; live readers keep {(1 - estimate.ReadShare) * 100:0} % of the read limits");
        foreach (var line in LimitView.Lines(estimate))
        {
            yield return line;
        }

        yield return $"Cost      {About(estimate.Dollars)}: {string.Join(" · ", Parts(estimate))}";
        yield return Figures.Text(
            $"          {estimate.GetRecordsCalls:N0} GetRecords · {estimate.CheckpointWrites:N0} checkpoint writes"
        ) + $" · list prices of {estimate.Region}, {estimate.PricesRead}";
    }

    // The Replayer rounds to tenths of a minute.
    private static string Duration(ReplyEstimate estimate) =>
        estimate.Minutes < 0.1 ? "a few seconds" : $"about {Figures.Length(TimeSpan.FromMinutes(estimate.Minutes))}";

    private static string About(decimal dollars) => (dollars < 0.01m ? "" : "about ") + Figures.Dollars(dollars);

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
