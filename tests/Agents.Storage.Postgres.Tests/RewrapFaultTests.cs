using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>A data key that is wrapped anew beside a writer, over a network that loses requests.</summary>
public sealed class RewrapFaultTests(PostgresServer server) : PostgresLogFixture(server)
{
    private readonly string _file = Path.Combine(
        Path.GetTempPath(), "agents-ring-" + RandomNumberGenerator.GetHexString(12, lowercase: true));

    private LocalKeyRing? _old;
    private LocalKeyRing? _rotated;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _old?.Dispose();
        _rotated?.Dispose();
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0, PostgresFault.BeforeRequest)]
    [InlineData(1, PostgresFault.BeforeRequest)]
    [InlineData(1, PostgresFault.AfterRequest)]
    [InlineData(1, PostgresFault.Busy)]
    public async Task A_request_that_is_lost_once_is_sent_again_and_the_outcome_is_the_same(
        int lost, PostgresFault fault)
    {
        var (operators, proxy, name) = await RotatedAsync();
        proxy.Forget();
        proxy.Fails = number => number == lost ? fault : null;
        Assert.Equal(RewrapOutcome.Rewrapped, await operators.RewrapAsync(name, Cancel));
        proxy.Fails = _ => null;
        Assert.Equal(RewrapOutcome.Current, await operators.RewrapAsync(name, Cancel));
    }

    [Fact]
    public async Task A_writer_that_appends_and_erases_between_the_two_requests_takes_nothing_back()
    {
        var (operators, proxy, name) = await RotatedAsync();
        var silo = NewProvider(_old!);
        await using var log = await silo.OpenAsync(Ada, Cancel);
        proxy.Forget();
        proxy.Before = async number =>
        {
            if (number == 1)
            {
                await log.AppendAsync(1, Group("two"), Cancel);
                await log.EraseAsync([1], Cancel);
            }
        };
        Assert.Equal(RewrapOutcome.Rewrapped, await operators.RewrapAsync(name, Cancel));
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
        Assert.Equal(RewrapOutcome.Current, await operators.RewrapAsync(name, Cancel));

        LocalKeyRing.DropOld(_file);
        using var newest = LocalKeyRing.Open(_file);
        await using (var again = await NewProvider(newest).OpenAsync(Ada, Cancel))
        {
            Assert.Equal(["", "two", "three"], await TextsAsync(again));
        }
    }

    [Fact]
    public async Task A_log_that_is_deleted_between_the_two_requests_does_not_come_back()
    {
        var (operators, proxy, name) = await RotatedAsync();
        await using var log = await NewProvider(_old!).OpenAsync(Ada, Cancel);
        proxy.Forget();
        proxy.Before = async number =>
        {
            if (number == 1)
            {
                await log.DeleteAsync(Cancel);
            }
        };
        Assert.Equal(RewrapOutcome.Gone, await operators.RewrapAsync(name, Cancel));
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_quarantined_log_is_wrapped_anew_and_opens_after_its_repair()
    {
        var (operators, _, name) = await RotatedAsync();
        await SqlAsync("UPDATE #.agents_heads SET quarantine_file = 'f', quarantine_reason = 'r'");
        Assert.Equal(RewrapOutcome.Rewrapped, await operators.RewrapAsync(name, Cancel));
        await SqlAsync("UPDATE #.agents_heads SET quarantine_reason = NULL");
        await using var log = await NewProvider(_rotated!).OpenAsync(Ada, Cancel);
        Assert.Equal(["one"], await TextsAsync(log));
    }

    [Fact]
    public async Task A_header_that_does_not_verify_is_refused_and_left()
    {
        var (operators, _, name) = await RotatedAsync();
        await SqlAsync("UPDATE #.agents_heads SET header = 'foreign'");
        var before = await RowsAsync();
        Assert.Equal(RewrapOutcome.Refused, await operators.RewrapAsync(name, Cancel));
        Assert.Equal(before, await RowsAsync());
    }

    /// <summary>A log of one frame, whose ring was rotated since.</summary>
    private async Task<(PostgresMemoryLogProvider Operators, PostgresProxy Proxy, string Name)> RotatedAsync()
    {
        _old = LocalKeyRing.Create(_file, TimeProvider.System);
        await using (var log = await NewProvider(_old).OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
        }

        LocalKeyRing.Rotate(_file, TimeProvider.System);
        _rotated = LocalKeyRing.Open(_file);
        var (provider, proxy) = NewProcess(_rotated);
        var name = _rotated.NameOf(Ada);

        // The first statement of a process asks the server for its types.
        await provider.FindAsync(name, Cancel);
        return (provider, proxy, name);
    }

    private PostgresMemoryLogProvider NewProvider(LocalKeyRing ring) => NewProcess(ring).Provider;
}
