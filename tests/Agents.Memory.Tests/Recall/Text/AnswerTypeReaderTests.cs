using Agents.Memory.Recall.Text;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class AnswerTypeReaderTests
{
    [Theory]
    [InlineData("When did she leave?", "Time")]
    [InlineData("When's your birthday?", "Time")]
    [InlineData("WHEN", "Time")]
    [InlineData("How long did it take?", "Time")]
    [InlineData("Since what year has she known him?", "Time")]
    [InlineData("Which day suits?", "Time")]
    [InlineData("She left: when?", "Time")]
    [InlineData("How many kites are there?", "Number")]
    [InlineData("How much was it?", "Number")]
    [InlineData("How old is he?", "Number")]
    [InlineData("How far, and when?", "Time, Number")]
    [InlineData("你什么时候去？", "Time")]
    [InlineData("会议是几点？", "Time")]
    [InlineData("他的生日是哪一天？", "Time")]
    [InlineData("花了多少钱？", "Number")]
    [InlineData("他几岁了？", "Number")]
    [InlineData("多久去一次，一共几次？", "Time, Number")]
    [InlineData("Ｈｏｗ　ｍａｎｙ？", "Number")]
    [InlineData("Who is she?", "None")]
    [InlineData("What a long day", "None")]
    [InlineData("How are you?", "None")]
    [InlineData("你是谁？", "None")]
    [InlineData("", "None")]
    public void A_question_tells_what_sort_of_answer_it_expects(string question, string expected) =>
        Assert.Equal(Enum.Parse<AnswerTypes>(expected), AnswerTypeReader.ExpectedBy(question));

    [Theory]
    [InlineData("I left on Monday", "Time")]
    [InlineData("in 2023", "Time")]
    [InlineData("a week ago", "Time")]
    [InlineData("It was 1850", "Number")]
    [InlineData("I have 3 dogs", "Number")]
    [InlineData("3rd", "Number")]
    [InlineData("twice, both times", "Number")]
    [InlineData("two weeks", "Time, Number")]
    [InlineData("昨天去了", "Time")]
    [InlineData("我有三只狗", "Number")]
    [InlineData("买了3本书", "Number")]
    [InlineData("１２", "Number")]
    [InlineData("我的狗叫小白", "None")]
    [InlineData("I have a dog", "None")]
    [InlineData("you may march", "Time")]
    [InlineData("一个人", "None")]
    public void A_text_tells_what_it_can_answer(string text, string expected) =>
        Assert.Equal(Enum.Parse<AnswerTypes>(expected), TextAnalysis.Analyze(text).Tells);

    [Fact]
    public void Any_text_is_read() => Gen.String.Sample(text =>
    {
        _ = AnswerTypeReader.ExpectedBy(text);
        _ = TextAnalysis.Analyze(text);
    });

    [Theory]
    [InlineData("a \ufffe b")]
    [InlineData("\uffff")]
    [InlineData("\udc00\ud800")]
    [InlineData("é\ufffe")]
    public void Text_with_what_is_no_character_is_read(string text)
    {
        Assert.Equal(AnswerTypes.None, AnswerTypeReader.ExpectedBy(text));
        Assert.Equal(AnswerTypes.None, TextAnalysis.Analyze(text).Tells);
    }
}
