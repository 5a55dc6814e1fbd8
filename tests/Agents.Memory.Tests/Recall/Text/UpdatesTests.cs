using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class UpdatesTests
{
    [Theory]
    [InlineData("I moved to Leeds.", true, false)]
    [InlineData("My rent was raised to 900 euros.", false, true)]
    [InlineData("The call has been rescheduled to Friday.", true, true)]
    [InlineData("I moved. I have 3 cats.", true, false)]
    [InlineData("I have 3 cats.", false, false)]
    [InlineData("He removed it, nowhere to be seen.", false, false)]
    [InlineData("I have already read it.", false, false)]
    [InlineData("我现在住在杭州。", true, false)]
    [InlineData("房租涨到三千块了。", false, true)]
    [InlineData("会议改到周五了。", true, true)]
    [InlineData("我住在杭州。", false, false)]
    [InlineData("", false, false)]
    public void A_sentence_that_tells_of_a_change_is_one_and_with_a_number_or_time_gives_a_new_value(
        string text, bool changes, bool value)
    {
        var flags = Updates.Of(text);

        Assert.Equal(
            (changes, value), (flags.HasFlag(DocumentFlags.Changes), flags.HasFlag(DocumentFlags.NewValue)));
    }

    [Fact]
    public void A_document_is_read_at_its_beginning() =>
        Assert.Equal(DocumentFlags.None, Updates.Of(new string('x', 9_000) + " I moved to Leeds."));
}
