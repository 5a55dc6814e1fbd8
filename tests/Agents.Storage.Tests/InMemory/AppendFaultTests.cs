using Agents.Memory.Log;
using Agents.Storage.InMemory;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.InMemory;

public sealed class AppendFaultTests
{
    private readonly InMemoryMemoryLogProvider _provider = new();

    [Theory]
    [InlineData(AppendFault.BeforeWrite, false, 1)]
    [InlineData(AppendFault.AfterWrite, false, 2)]
    [InlineData(AppendFault.DiskFull, true, 1)]
    public async Task A_fault_ends_the_writer_and_the_next_one_sees_what_took_effect(
        AppendFault fault, bool full, long positionAfter)
    {
        await using var log = await _provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        _provider.FailNextAppend(fault);
        var error = await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await log.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(full, error.Full);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(1, Group("three"), Cancel));
        await using var again = await _provider.OpenAsync(Ada, Cancel);
        Assert.Equal(positionAfter, again.Position);
        Assert.Equal(positionAfter + 1, await again.AppendAsync(positionAfter, Group("three"), Cancel));
    }

    [Fact]
    public async Task A_commit_can_be_held_and_nothing_is_visible_until_it_goes_on()
    {
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _provider.BeforeCommit = (_, _) =>
        {
            reached.SetResult();
            return goOn.Task;
        };
        await using var log = await _provider.OpenAsync(Ada, Cancel);
        var append = log.AppendAsync(0, Group("one"), Cancel).AsTask();
        await reached.Task.WaitAsync(Cancel);
        Assert.Equal(0, log.Position);
        Assert.Equal(0, _provider.Groups);
        goOn.SetResult();
        Assert.Equal(1, await append);
        Assert.Equal(1, _provider.Groups);
    }

    [Fact]
    public async Task A_damaged_log_is_refused()
    {
        _provider.Damage(Ada);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await _provider.OpenAsync(Ada, Cancel));
    }
}
