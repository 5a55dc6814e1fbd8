using Agents.Gateway.Llm;

namespace Agents.Gateway.Tests.Llm;

public sealed class OfflineAnswerTests
{
    [Theory]
    [InlineData("Was my exam moved")]
    [InlineData("Is my cat grey")]
    [InlineData("Does my cat have three legs")]
    [InlineData("Has the parcel come")]
    [InlineData("What's my cat called")]
    [InlineData("Please remind me of the rent.")]
    [InlineData("List my allergies.")]
    [InlineData("Really?")]
    [InlineData("我的猫叫什么")]
    [InlineData("告诉我猫的名字。")]
    public void Asks(string text) => Assert.True(OfflineAnswer.IsQuestion(text));

    [Theory]
    [InlineData("Will is my brother.")]
    [InlineData("Can Yaman is my doctor.")]
    [InlineData("List prices went up, so I bought the Miele.")]
    [InlineData("Mark is my brother's boss.")]
    [InlineData("My cat is grey")]
    [InlineData("我买了几本书。")]
    [InlineData("")]
    public void Says(string text) => Assert.False(OfflineAnswer.IsQuestion(text));
}
