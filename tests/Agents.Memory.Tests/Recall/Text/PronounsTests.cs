using Agents.Memory.Recall.Text;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class PronounsTests
{
    [Theory]
    [InlineData("I left", true)]
    [InlineData("it was mine.", true)]
    [InlineData("I'm here", true)]
    [InlineData("We went", true)]
    [InlineData("我走了", true)]
    [InlineData("咱走吧", true)]
    [InlineData("It is in Italy", false)]
    [InlineData("myth, meme, usual, weather", false)]
    [InlineData("You left", false)]
    [InlineData("他走了", false)]
    [InlineData("", false)]
    public void A_text_with_an_I_or_a_we_speaks_of_its_author(string text, bool own) =>
        Assert.Equal(own, Pronouns.OfAuthor(text));

    [Theory]
    [InlineData("Where did I park?", true)]
    [InlineData("What is my sister's name?", true)]
    [InlineData("我的车在哪里？", true)]
    [InlineData("What did you tell me?", false)]
    [InlineData("Is my car yours?", false)]
    [InlineData("您记得我的车吗？", false)]
    [InlineData("你记得我的车吗？", false)]
    [InlineData("Where is the car?", false)]
    [InlineData("My young cousin", true)]
    public void A_question_of_an_I_without_a_you_is_of_its_asker_alone(string question, bool alone) =>
        Assert.Equal(alone, Pronouns.OfAskerAlone(question));
}
