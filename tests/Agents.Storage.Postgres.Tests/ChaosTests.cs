using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Several processes that take one log from each other, over a network that loses requests.</summary>
public sealed class ChaosTests(PostgresServer server) : PostgresLogFixture(server)
{
    private const int Processes = 3;
    private const int Rounds = 25;
    private const double FaultRate = 0.2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_acknowledged_is_found_once_and_in_order(int seed)
    {
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Processes).Select(process =>
        {
            var (provider, proxy) = NewProcess();
            return Task.Run(() => RunAsync(process, provider, proxy, new Random((seed * 100) + process)), Cancel);
        }));
        var found = await FoundAsync();
        Assert.All(acknowledged, texts => Assert.Equal(texts, found.Intersect(texts)));
        Assert.NotEmpty(acknowledged.SelectMany(texts => texts));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"acknowledged {acknowledged.Sum(texts => texts.Count)}, found {found.Count}");
        Assert.Equal(found.Distinct(), found);
    }

    /// <returns>What was acknowledged, in order.</returns>
    private static async Task<List<string>> RunAsync(
        int process, PostgresMemoryLogProvider provider, PostgresProxy proxy, Random chance)
    {
        PostgresFault[] faults = [PostgresFault.BeforeRequest, PostgresFault.AfterRequest, PostgresFault.Busy];
        proxy.Fails = _ =>
        {
            lock (chance)
            {
                return chance.NextDouble() < FaultRate ? faults[chance.Next(faults.Length)] : null;
            }
        };
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                await using var log = await provider.OpenAsync(Ada, Cancel);
                for (var i = 0; i < 3; i++)
                {
                    var text = $"{process}.{round}.{i}";
                    await log.AppendAsync(log.Position, Padded(text, i == 1 ? 2500 : 10), Cancel);
                    acknowledged.Add(text);
                }

                await log.WriteSnapshotAsync(new LogSnapshot(log.Position, Bytes("state")), Cancel);
            }
            catch (Exception e) when (e is LogConflictException or LogUnavailableException)
            {
                // Another process was faster, or the network did not answer: the next round opens the log again.
            }
        }

        return acknowledged;
    }
}
