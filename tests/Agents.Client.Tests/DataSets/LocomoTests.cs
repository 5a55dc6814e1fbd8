using Agents.Cli;
using Agents.Cli.DataSets.Locomo;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.DataSets;

public sealed class LocomoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sessions_become_conversations_in_the_order_of_their_numbers()
    {
        var sample = Assert.Single(LocomoFile.Read(_folder.Write("l.json", TinySets.Locomo)));

        Assert.Equal("conv-1", sample.User);
        Assert.Equal(["session_1", "session_2", "session_10"], sample.Calls.Select(call => call.Conversation));
        Assert.All(sample.Calls, call => Assert.Equal("conv-1", call.User));
        Assert.Equal(4, sample.MessageCount);
    }

    [Fact]
    public void A_turn_keeps_its_id_and_speaker_and_shows_what_was_shared()
    {
        var turn = LocomoFile.Read(_folder.Write("l.json", TinySets.Locomo))[0].Calls[0].Messages[1];

        Assert.Equal("D1:2", turn.Id);
        Assert.Equal("Bo", turn.Author);
        Assert.Equal("user", turn.Role);
        Assert.Equal("Look at this! [shares a red kite over a beach]", turn.Content);
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 0, 5, 1, TimeSpan.Zero), turn.Time);
    }

    [Fact]
    public void Evidence_is_repaired_where_it_names_a_turn_and_dropped_where_it_does_not()
    {
        var questions = LocomoFile.Read(_folder.Write("l.json", TinySets.Locomo))[0].Questions;

        Assert.Equal(["conv-1/q0", "conv-1/q1", "conv-1/q2", "conv-1/q3"], questions.Select(question => question.Id));
        Assert.Equal(["D1:1", "D2:1"], questions[0].Gold);
        Assert.Equal(["D10:1"], questions[1].Gold);
        Assert.Empty(questions[2].Gold);
        Assert.Equal("5 adversarial", questions[3].Group);
        Assert.True(questions[3].Unanswerable);
        Assert.False(questions[0].Unanswerable);
    }

    [Theory]
    [InlineData("1:56 pm on 8 May, 2023", "2023-05-08T13:56:00Z")]
    [InlineData("12:09 am on 13 September, 2023", "2023-09-13T00:09:00Z")]
    [InlineData("12:30 pm on 1 January, 2024", "2024-01-01T12:30:00Z")]
    public void Session_dates_are_read(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, null), LocomoDate.Parse(text, "here"));
    }

    [Theory]
    [InlineData("13:56 pm on 8 May, 2023")]
    [InlineData("8 May, 2023")]
    public void Another_form_of_date_is_a_fault_that_says_where(string text)
    {
        var fault = Assert.Throws<CliException>(() => LocomoDate.Parse(text, "file, session_3"));

        Assert.StartsWith($"file, session_3: '{text}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_date_is_a_fault_that_names_the_session()
    {
        var text = TinySets.Locomo.Replace("session_2_date_time", "session_2_day", StringComparison.Ordinal);

        var fault = Assert.Throws<CliException>(() => LocomoFile.Read(_folder.Write("l.json", text)));

        Assert.Contains("session_2: 'session_2_date_time' is missing", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    public void Another_kind_of_file_is_a_fault(string text)
    {
        Assert.Throws<CliException>(() => LocomoFile.Read(_folder.Write("l.json", text)));
    }
}
