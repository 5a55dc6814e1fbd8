using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>How many round trips each call takes: docs/storage.md says the same.</summary>
public sealed class CostTests(PostgresServer server) : PostgresLogFixture(server)
{
    [Fact]
    public async Task Round_trips_are_what_the_documentation_says()
    {
        Options.ReadBytes = 64 * 1024;
        var (provider, proxy) = NewProcess();

        // The first statement of a process asks the server for its types.
        await provider.FindAsync(Keys.NameOf(Ada), Cancel);
        proxy.Forget();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal(1, Taken());
            await log.AppendAsync(0, Group("one"), Cancel);
            Assert.Equal(1, Taken());
            await log.AppendAsync(1, Group("two", "three"), Cancel);
            Assert.Equal(1, Taken());
            await log.WriteSnapshotAsync(new LogSnapshot(3, Bytes("state")), Cancel);
            Assert.Equal(1, Taken());
            await log.AppendAsync(3, Group("four", "five"), Cancel);
            Assert.Equal(1, Taken());
            await log.WriteSnapshotAsync(new LogSnapshot(4, Bytes("state")), Cancel);
            Assert.Equal(2, Taken());
            await log.AppendAsync(5, Padded("long", 200_000), Cancel);
            Assert.Equal(1, Taken());
        }

        await using var again = await provider.OpenAsync(Ada, Cancel);
        Assert.Equal(2, Taken());
        Assert.Equal(4, (await again.ReadSnapshotAsync(Cancel))?.Position);
        Assert.Equal(1, Taken());
        Assert.Equal(2, (await ReadAllAsync(again, afterSequence: 4)).Count);
        Assert.Equal(1, Taken());
        await again.ReadFramesAsync([1, 2, 3, 1], Cancel);
        Assert.Equal(1, Taken());
        await again.EraseAsync([2, 3], Cancel);
        Assert.Equal(2, Taken());
        await again.DeleteAsync(Cancel);
        Assert.Equal(2, Taken());
        await provider.FindAsync(Keys.NameOf(Ada), Cancel);
        Assert.Equal(1, Taken());

        int Taken()
        {
            var taken = proxy.Requests;
            proxy.Forget();
            return taken;
        }
    }
}
