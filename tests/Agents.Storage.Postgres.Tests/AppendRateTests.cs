using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Prints how fast groups are committed here. It compares builds on one machine, and checks nothing.</summary>
public sealed class AppendRateTests(PostgresServer server) : PostgresLogFixture(server)
{
    private const int Seconds = 5;

    [Theory(Explicit = true)]
    [Trait("Category", "Rate")]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Groups_of_1_KiB_a_second(int users)
    {
        Options.ConnectionsMax = users;
        using var database = PostgresDatabase.Open(Options, TimeProvider.System);
        var provider = new PostgresMemoryLogProvider(
            database, Keys, Options, NullLogger<PostgresMemoryLogProvider>.Instance);
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, users).Select(
            user => Task.Run(() => AppendAsync(provider, user, began), Cancel)));
        var took = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{users} users: {counts.Sum() / took.TotalSeconds:F0} groups a second");
    }

    private static async Task<long> AppendAsync(PostgresMemoryLogProvider provider, int user, long began)
    {
        await using var log = await provider.OpenAsync(Ada with { User = $"{user}" }, Cancel);
        while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < Seconds)
        {
            await log.AppendAsync(log.Position, Padded("x", 1024), Cancel);
        }

        return log.Position;
    }
}
