using System.Text;
using EventRecovery.Local.EventSources;
using EventRecovery.Local.Lambdas;
using EventRecovery.Streams;

namespace EventRecovery.Local.Tests.EventSources;

/// <summary>TRAPS 20 to 22: what AWS reads out of an answer, byte for byte.</summary>
public sealed class BatchOutcomeTests
{
    private static readonly SequenceNumber[] Batch = [new("100"), new("101"), new("102"), new("103")];

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"somethingElse":1}""")]
    public void No_reported_failure_is_success_for_all(string answer) =>
        Read(answer).ShouldBe(new BatchOutcome.Succeeded());

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":101}]}""")]
    [InlineData("""{"batchItemFailures":[{"ItemIdentifier":"101"}]}""")]
    [InlineData("""{"batchItemFailures":[{}]}""")]
    [InlineData("""{"batchItemFailures":["101"]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"999"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"102"},{"itemIdentifier":"999"}]}""")]
    [InlineData("""{"batchItemFailures":{"itemIdentifier":"101"}}""")]
    [InlineData("""[]""")]
    [InlineData("\"done\"")]
    [InlineData("{")]
    public void A_report_that_cannot_be_trusted_fails_the_whole_batch(string answer) =>
        Read(answer).ShouldBe(new BatchOutcome.Failed());

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"101"}]}""", 1)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"103"}]}""", 3)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"103"},{"itemIdentifier":"102"}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"102","why":"x"},{"itemIdentifier":"102"}]}""", 2)]
    public void The_lowest_reported_record_is_where_the_batch_comes_again(string answer, int done) =>
        Read(answer).ShouldBe(new BatchOutcome.FailedFrom(done));

    [Fact]
    public void The_first_record_reported_means_that_nothing_is_done() =>
        Read("""{"batchItemFailures":[{"itemIdentifier":"100"}]}""").ShouldBe(new BatchOutcome.Failed());

    [Fact]
    public void Without_partial_responses_any_answer_is_success() =>
        Read("""{"batchItemFailures":[{"itemIdentifier":"101"}]}""", report: false)
            .ShouldBe(new BatchOutcome.Succeeded());

    [Fact]
    public void A_function_error_fails_the_whole_batch() =>
        Read("{}", InvocationStatus.FunctionError).ShouldBe(new BatchOutcome.Failed());

    [Fact]
    public void A_throttle_is_not_a_failure() =>
        Read("", InvocationStatus.Throttled).ShouldBe(new BatchOutcome.Throttled());

    private static BatchOutcome Read(
        string answer,
        InvocationStatus status = InvocationStatus.Succeeded,
        bool report = true
    ) => BatchOutcome.Of(new InvocationResult(status, "id", Encoding.UTF8.GetBytes(answer)), Batch, report);
}
