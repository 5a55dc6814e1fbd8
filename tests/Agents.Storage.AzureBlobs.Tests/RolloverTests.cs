using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class RolloverTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Fact]
    public async Task A_segment_takes_no_more_blocks_than_the_limit()
    {
        Options.SegmentBlocksMax = 3;
        await using (var log = await Provider.OpenAsync(Ada, Cancel))
        {
            for (var i = 0; i < 8; i++)
            {
                await log.AppendAsync(i, Group($"{i}"), Cancel);
            }

            Assert.Equal(8, (await TextsAsync(log)).Count);
        }

        Assert.Equal(3, (await SegmentsAsync()).Count);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], await FoundAsync());
    }

    [Fact]
    public async Task A_group_of_more_blocks_than_are_left_goes_into_a_new_segment()
    {
        Options.SegmentBlocksMax = 4;
        Options.BlockBytesMax = 1000;
        await using var log = await Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.AppendAsync(2, Padded("three", 2500), Cancel);
        Assert.Equal(2, (await SegmentsAsync()).Count);
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Fact]
    public async Task Blocks_of_earlier_processes_count()
    {
        Options.SegmentBlocksMax = 2;
        for (var i = 0; i < 5; i++)
        {
            await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
            await log.AppendAsync(i, Group($"{i}"), Cancel);
        }

        Assert.Equal(3, (await SegmentsAsync()).Count);
        Assert.Equal(["0", "1", "2", "3", "4"], await FoundAsync());
    }

    [Fact]
    public async Task A_long_segment_is_followed_by_another()
    {
        Options.SegmentBytesMax = 4096;
        await using var log = await Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Padded("one", 5000), Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.EraseAsync([1], Cancel);
        await log.AppendAsync(2, Group("three"), Cancel);
        Assert.Equal(["", "two", "three"], await FoundAsync());
        var frames = await log.ReadFramesAsync([3, 2], Cancel);
        Assert.Equal(["three", "two"], frames.Select(frame => Text(frame.Payload)));
    }
}
