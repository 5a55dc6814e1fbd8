using Agents.TestKit.Time;

namespace Agents.Grains.Tests;

/// <summary>Waiting for what never comes ends with a failure that says what was waited for.</summary>
public sealed class UntilTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task It_asks_until_the_answer_is_the_one_that_is_waited_for()
    {
        var asked = 0;

        Assert.Equal(3, await Until.GivesAsync(() => Task.FromResult(++asked), count => count == 3));
        await Until.IsSoAsync(() => ++asked == 5);

        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task What_never_comes_fails_and_says_what_it_was()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Until.GivesAsync(() => Task.FromResult("running"), state => state == "done", Short));

        Assert.Contains("state == \"done\"; the last answer was running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_never_answered_fails_too()
    {
        var never = new TaskCompletionSource<bool>();

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Until.IsSoAsync(() => never.Task, Short));

        Assert.Contains("never came", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_fails_fails_at_once() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Until.IsSoAsync(() => Task.FromException<bool>(new InvalidOperationException("It is broken."))));
}
