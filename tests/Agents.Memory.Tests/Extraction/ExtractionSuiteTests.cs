namespace Agents.Memory.Tests.Extraction;

/// <summary>What rules take from the labelled turns.</summary>
public sealed class ExtractionSuiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("turns.en.jsonl", .98, .91)]
    [InlineData("turns.zh.jsonl", .97, .94)]
    [InlineData("turns.en.talk.jsonl", .96, .76)]
    [InlineData("turns.zh.talk.jsonl", .96, .84)]
    public void Rules_take_what_an_annotator_took(string file, double precision, double recall)
    {
        var score = ExtractionScore.Of(LabelledTurn.Load(file));

        output.WriteLine(score.ToString());
        score.Errors.ForEach(output.WriteLine);
        Assert.True(score.Precision >= precision && score.Recall >= recall, score.ToString());
    }

    /// <remarks>The final run: its errors are not printed, so that no rule is made for them.</remarks>
    [Theory(Explicit = true)]
    [InlineData("turns.en.held.jsonl")]
    [InlineData("turns.zh.held.jsonl")]
    [InlineData("turns.en.talk.held.jsonl")]
    [InlineData("turns.zh.talk.held.jsonl")]
    public void Held_out_turns(string file) =>
        output.WriteLine(ExtractionScore.Of(LabelledTurn.Load(file)).ToString());
}
