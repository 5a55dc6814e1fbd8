using Agents.Gateway.Llm;

namespace Agents.Gateway.Tests.Llm;

public sealed class AnswerObserverTests
{
    [Theory]
    [InlineData("{\"\\ud800\":1,\"choices\":[]}")]
    [InlineData("{\"choices\":[{\"\\ud800\":1}]}")]
    [InlineData("{\"choices\":")]
    public void What_cannot_be_read_is_passed_over(string json)
    {
        var observer = new AnswerObserver(100);
        observer.Observe(System.Text.Encoding.UTF8.GetBytes(json));
        Assert.False(observer.FirstFinished);
        Assert.False(UpstreamErrors.IsErrorObject(System.Text.Encoding.UTF8.GetBytes(json)));
    }
}
