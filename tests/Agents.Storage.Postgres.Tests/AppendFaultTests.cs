using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>What becomes of a group whose requests are lost, late or refused.</summary>
public sealed class AppendFaultTests(PostgresServer server) : PostgresLogFixture(server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(PostgresFault.BeforeRequest)]
    [InlineData(PostgresFault.AfterRequest)]
    [InlineData(PostgresFault.Busy)]
    public async Task A_request_that_is_lost_once_is_sent_again_and_the_group_is_there_once(PostgresFault fault)
    {
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        proxy.Forget();
        proxy.Fails = number => number == 0 ? fault : null;
        Assert.Equal(2, await log.AppendAsync(0, Group("one", "two"), Cancel));
        Assert.True(proxy.Requests > 1);
        proxy.Forget();
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
        Assert.True(proxy.Requests > 1);
        Assert.Equal(4, await log.AppendAsync(3, Group("four"), Cancel));
        Assert.Equal(["one", "two", "three", "four"], await FoundAsync());
    }

    [Theory]
    [InlineData(PostgresFault.BeforeRequest, false)]
    [InlineData(PostgresFault.AfterRequest, true)]
    [InlineData(PostgresFault.Busy, false)]
    public async Task A_request_that_nobody_answers_is_unavailable_and_the_group_is_found_once_or_not(
        PostgresFault fault, bool found)
    {
        var (provider, proxy) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            proxy.Fails = _ => fault;
            var error = await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
            Assert.False(error.Full);
            proxy.Fails = _ => null;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
        }

        string[] expected = found ? ["one", "two"] : ["one"];
        Assert.Equal(expected, await FoundAsync());
        await using var again = await provider.OpenAsync(Ada, Cancel);
        await again.AppendAsync(expected.Length, Group("three"), Cancel);
        Assert.Equal([.. expected, "three"], await FoundAsync());
    }

    [Fact]
    public async Task A_request_that_arrives_after_its_repetition_changes_nothing()
    {
        Options.RequestTimeout = TimeSpan.FromSeconds(3);
        Options.ConnectionString += ";Cancellation Timeout=-1";
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        var resume = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        proxy.Forget();
        proxy.Before = number => number == 0 ? resume.Task : Task.CompletedTask;
        proxy.Answered = number =>
        {
            if (number == 0)
            {
                late.TrySetResult();
            }
        };
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
        resume.SetResult();
        await late.Task.WaitAsync(Patience, Cancel);
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Fact]
    public async Task A_request_that_arrives_after_the_log_was_opened_elsewhere_changes_nothing()
    {
        Options.RequestTimeout = TimeSpan.FromSeconds(3);
        Options.RetriesMax = 0;
        Options.ConnectionString += ";Cancellation Timeout=-1";
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        var resume = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        proxy.Before = _ => resume.Task;
        proxy.Answered = _ => late.TrySetResult();
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(1, Group("lost"), Cancel));
        await using var other = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        resume.SetResult();
        await late.Task.WaitAsync(Patience, Cancel);
        Assert.Equal(2, await other.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task A_claim_that_arrives_after_its_repetition_and_another_claim_gives_the_log_back_to_nobody()
    {
        Options.RequestTimeout = TimeSpan.FromSeconds(3);
        Options.ConnectionString += ";Cancellation Timeout=-1";
        await using (var first = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await first.AppendAsync(0, Group("one"), Cancel);
        }

        var (provider, proxy) = NewProcess();
        await provider.FindAsync(Keys.NameOf(Ada), Cancel);
        var resume = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        proxy.Forget();
        proxy.Before = number => number == 0 ? resume.Task : Task.CompletedTask;
        proxy.Answered = number =>
        {
            if (number == 0)
            {
                late.TrySetResult();
            }
        };
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await using (var other = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await other.AppendAsync(1, Group("two"), Cancel);
        }

        resume.SetResult();
        await late.Task.WaitAsync(Patience, Cancel);
        await Assert.ThrowsAsync<LogConflictException>(async () => await log.EraseAsync([1], Cancel));
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task A_group_behind_which_another_writer_came_is_not_acknowledged_and_is_there()
    {
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        proxy.Forget();
        proxy.Fails = number => number == 0 ? PostgresFault.AfterRequest : null;
        proxy.Before = async number =>
        {
            if (number == 1)
            {
                await using var other = await NewProcess().Provider.OpenAsync(Ada, Cancel);
                await other.AppendAsync(2, Group("three"), Cancel);
            }
        };
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Fact]
    public async Task A_full_disk_is_said_at_once_and_nothing_acknowledged_is_lost()
    {
        var (provider, proxy) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            proxy.Forget();
            proxy.Fails = _ => PostgresFault.Full;
            var error = await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
            Assert.True(error.Full);
            Assert.Equal(1, proxy.Requests);
        }

        Assert.Equal(["one"], await FoundAsync());
    }

    [Fact]
    public async Task Cancellation_is_honoured_before_the_first_request_only()
    {
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        proxy.Before = _ => source.CancelAsync();
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), source.Token));
        proxy.Forget();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await log.AppendAsync(2, Group("three"), source.Token));
        Assert.Equal(0, proxy.Requests);
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_unavailable()
    {
        Options.RequestTimeout = TimeSpan.FromSeconds(3);
        Options.RetriesMax = 0;
        Options.ConnectionString += ";Cancellation Timeout=-1";
        var (provider, proxy) = NewProcess();
        var never = new TaskCompletionSource();
        proxy.Before = _ => never.Task;
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await provider.OpenAsync(Ada, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await provider.FindAsync(Keys.NameOf(Ada), Cancel));
    }
}
