using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Silo.Tests.Tls;

/// <summary>Prints what TLS costs a call; asserts nothing of time.</summary>
public sealed class TlsCostTests : IDisposable
{
    private const int Rounds = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);

    private readonly TestAuthority _authority = new("cluster");

    public void Dispose() => _authority.Dispose();

    /// <remarks>Plain and TLS take turns, so that both see the same neighbours on the machine.</remarks>
    [Fact(Explicit = true)]
    public async Task Calls_a_second_with_and_without_certificates()
    {
        using var files = new NodeFiles(_authority);
        await using var plain = TlsNode.Create(null, tapped: false);
        await using var secure = TlsNode.Create(files.Settings(), tapped: false);
        await plain.StartAsync(TestContext.Current.CancellationToken);
        await secure.StartAsync(TestContext.Current.CancellationToken);
        foreach (var (callers, bytes) in new[] { (1, 20), (50, 20), (50, 4096) })
        {
            var ratios = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var without = await CallsAsync(null, plain.GatewayPort, callers, bytes);
                var with = await CallsAsync(files.Settings(), secure.GatewayPort, callers, bytes);
                ratios.Add(with / without);
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"{callers} callers, {bytes} bytes each way: {without:F0} calls/s plain, {with:F0} with TLS, "
                    + $"ratio {with / without:F2}");
            }

            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{callers} callers, {bytes} bytes: median ratio {ratios.Order().ElementAt(Rounds / 2):F2}");
        }
    }

    private static async Task<double> CallsAsync(IConfiguration? settings, int gatewayPort, int callers, int bytes)
    {
        var (host, _) = TlsNode.CreateClient(settings, gatewayPort);
        using (host)
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            var grains = host.Services.GetRequiredService<IGrainFactory>();
            var text = new string('x', bytes);
            await grains.GetGrain<IEchoGrain>(0).EchoAsync(text);
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(async key =>
            {
                var grain = grains.GetGrain<IEchoGrain>(key);
                var count = 0;
                for (; watch.Elapsed < Span; count++)
                {
                    await grain.EchoAsync(text);
                }

                return count;
            }));
            var rate = counts.Sum() / watch.Elapsed.TotalSeconds;
            await host.StopAsync(TestContext.Current.CancellationToken);
            return rate;
        }
    }
}
