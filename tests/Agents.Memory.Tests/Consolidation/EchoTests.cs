using Agents.Memory.Consolidation;

namespace Agents.Memory.Tests.Consolidation;

public sealed class EchoTests
{
    [Theory]
    [InlineData("My locker code is 4417.", "What is my locker code?", "Your locker code is 4417.")]
    [InlineData("My dog is called Rex and he is old.", "who is my dog", "Sure. He's called Rex! Want a photo tip?")]
    [InlineData("We went to Porto with Anna in May.", "Where was I in May?", "user: We went to Porto with Anna.")]
    [InlineData("我的门禁密码是8826。", "门禁密码多少？", "你的门禁密码是8826。")]
    [InlineData("My dog is called Rex.", "", "So your dog is Rex.")]
    public void An_answer_that_tells_what_it_was_given_repeats_it(string erased, string question, string answer) =>
        Assert.True(Echo.Repeats(answer, question, [erased]));

    [Theory]
    [InlineData("My locker code is 4417.", "What is my locker code?", "I know nothing about your locker code.")]
    [InlineData("I like hiking in the Alps.", "Plan a weekend", "Take the train to Bern; pack like a pro.")]
    [InlineData("My dog is called Rex.", "How do I boil rice?", "Rinse it, add twice the water and wait.")]
    [InlineData("我的门禁密码是8826。", "周末去哪儿玩？", "可以去森林公园，带上水和帽子。")]
    [InlineData("My dog is called Rex.", "Is Rex a good name?", "Rex is a fine name.")]
    public void An_answer_that_tells_other_things_does_not(string erased, string question, string answer) =>
        Assert.False(Echo.Repeats(answer, question, [erased]));

    [Fact]
    public void Nothing_is_repeated_by_an_empty_answer_or_of_an_empty_text()
    {
        Assert.False(Echo.Repeats("", "", ["My dog is Rex."]));
        Assert.False(Echo.Repeats("Your dog is Rex.", "", [""]));
        Assert.False(Echo.Repeats("Your dog is Rex.", "", []));
    }
}
