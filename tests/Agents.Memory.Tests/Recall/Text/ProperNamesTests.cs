using Agents.Memory.Recall.Text;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class ProperNamesTests
{
    [Theory]
    [InlineData("She lives with Boris in Lisbon.", "Boris Lisbon")]
    [InlineData("Boris is here", "Boris")]
    [InlineData("Boris's dog", "Boris")]
    [InlineData("Boris’s dog", "Boris")]
    [InlineData("Yesterday it rained", "")]
    [InlineData("It rained. Then it stopped.", "")]
    [InlineData("Rain; Boris came", "Boris")]
    [InlineData("Ann's brother Émile", "Ann Émile")]
    [InlineData("nobody at all", "")]
    [InlineData("小明和Boris去了", "小明和 去了")]
    [InlineData("", "")]
    public void Capitalised_words_within_a_sentence_and_all_of_a_Chinese_text_may_be_names(string text, string names) =>
        Assert.Equal(names, ProperNames.Of(text));

    [Fact]
    public void A_long_text_is_read_at_its_beginning() =>
        Assert.Equal("Boris", ProperNames.Of("with Boris" + new string(' ', 2_000) + "and Carl"));

    [Fact]
    public void Any_text_is_read() => Gen.String.Sample(text => { _ = ProperNames.Of(text); });
}
