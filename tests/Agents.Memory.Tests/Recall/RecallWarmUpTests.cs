using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

public sealed class RecallWarmUpTests
{
    [Fact]
    public void It_searches_and_packs_with_the_counter_of_the_process()
    {
        var counter = new Counting();

        RecallWarmUp.Run(new RecallOptions { Dimension = 8 }, counter, CancellationToken.None);

        Assert.InRange(counter.Calls, 40, int.MaxValue);
    }

    [Fact]
    public void It_ends_early_when_the_start_is_stopped()
    {
        var counter = new Counting();

        RecallWarmUp.Run(new RecallOptions { Dimension = 8 }, counter, new CancellationToken(canceled: true));

        Assert.Equal(0, counter.Calls);
    }

    private sealed class Counting : ITokenCounter
    {
        public int Calls { get; private set; }

        public int Count(ReadOnlySpan<char> text)
        {
            Calls++;
            return text.Length;
        }
    }
}
