namespace EventRecovery.Claims;

/// <summary>
/// The decision for one copy of an event, from what is known of its log. Pure. Before it may be trusted, the done items of the
/// open pages that it rests on have been read, strongly.
/// </summary>
public static class ClaimRules
{
    public static ClaimDecision Decide(
        ClaimLog log,
        EventDigest digest,
        SourceDigest source,
        Writer me,
        DateTimeOffset now,
        TimeSpan claimTimeout
    )
    {
        if (log.PublishedSource(digest) is { } winner)
        {
            return winner == source ? ClaimDecision.Redelivery : ClaimDecision.Duplicate;
        }

        var decision = ClaimDecision.Claim;
        foreach (var page in log.OpenPagesWith(digest))
        {
            if (page.Writer == me)
            {
                decision = decision == ClaimDecision.TakeOver ? decision : ClaimDecision.ClaimAgain;
            }
            else if (now - page.WrittenAt > claimTimeout)
            {
                decision = ClaimDecision.TakeOver;
            }
            else
            {
                // One live foreign page is enough: its writer may publish, and skipping or doubling are both wrong.
                return ClaimDecision.Wait;
            }
        }

        return decision;
    }
}
