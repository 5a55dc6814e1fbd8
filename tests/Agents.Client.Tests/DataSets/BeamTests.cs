using Agents.Cli;
using Agents.Cli.DataSets.Beam;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.DataSets;

public sealed class BeamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_become_conversations_that_start_on_their_day()
    {
        var sample = BeamFolder.Read(_folder.Write("07.json", TinySets.Beam));

        Assert.Equal("7", sample.User);
        Assert.Equal(["batch_1", "batch_2"], sample.Calls.Select(call => call.Conversation));
        Assert.Equal(
            ["0", "1", "2", "3"], sample.Calls.SelectMany(call => call.Messages).Select(message => message.Id));
        Assert.Equal("assistant", sample.Calls[0].Messages[1].Role);
        Assert.Equal(
            [
                new DateTimeOffset(2024, 3, 15, 12, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2024, 3, 15, 12, 0, 1, TimeSpan.Zero),
            ],
            sample.Calls[0].Messages.Select(message => message.Time!.Value));
        Assert.Equal(new DateTimeOffset(2024, 4, 5, 12, 0, 0, TimeSpan.Zero), sample.Calls[1].Messages[0].Time);
    }

    [Fact]
    public void Questions_carry_ability_flattened_evidence_and_pairs()
    {
        var sample = BeamFolder.Read(_folder.Write("07.json", TinySets.Beam));
        var questions = sample.Questions.ToDictionary(question => question.Id);

        Assert.True(questions["7/abstention/0"].Unanswerable);
        Assert.Empty(questions["7/abstention/0"].Gold);
        Assert.Equal(["0", "2"], questions["7/summarization/0"].Gold);
        Assert.Null(questions["7/summarization/0"].Pair);
        Assert.Equal(["0"], questions["7/knowledge_update/0"].Pair!.First);
        Assert.Equal(["2"], questions["7/knowledge_update/0"].Pair!.Second);
        Assert.Null(questions["7/knowledge_update/1"].Pair);
        Assert.Equal(["2"], questions["7/contradiction_resolution/0"].Pair!.Second);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names()
    {
        _folder.Write("10.json", TinySets.Beam);
        _folder.Write("02.json", TinySets.Beam);
        _folder.Write("notes.txt", "no chat");

        Assert.Equal(["02.json", "10.json"], BeamFolder.Files(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_or_absent_folder_is_a_fault()
    {
        Assert.Throws<CliException>(() => BeamFolder.Files(_folder.Path));
        Assert.Throws<CliException>(() => BeamFolder.Files(_folder.Of("absent")));
    }

    [Theory]
    [InlineData("March-15-2024", "2024-03-15T12:00:00Z")]
    [InlineData("November-5-2024", "2024-11-05T12:00:00Z")]
    public void Anchors_are_read(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, null), BeamDate.Parse(text, "here"));
    }

    [Fact]
    public void Another_form_of_anchor_is_a_fault()
    {
        Assert.Throws<CliException>(() => BeamDate.Parse("15/03/2024", "here"));
    }
}
