using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Grains.UserMemory;
using Agents.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Bench.Hosting;

/// <summary>A silo in this process, whose grains are called without HTTP.</summary>
internal sealed class LocalGrains : IAsyncDisposable
{
    // The tenant of a gateway without keys, so that what was loaded over HTTP is found.
    private const string Tenant = "local";

    private readonly SiloHost _host;
    private readonly IGrainFactory _grains;

    private LocalGrains(SiloHost host)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <summary>Gets a value indicating whether turns are read for items.</summary>
    public bool Consolidates =>
        _host.Services.GetRequiredService<IOptions<UserMemoryOptions>>().Value.Consolidation;

    public static async Task<LocalGrains> StartAsync(
        string dataFolder, StubServer stub, CancellationToken cancellationToken, params string[] more) => new(
            await SiloHost.StartAsync(
                ["--data", dataFolder, "--urls", "http://127.0.0.1:0", .. stub.EmbeddingArguments, .. more],
                cancellationToken));

    public static MemoryScope ScopeOf(string user) => new(Tenant, user);

    public IUserMemoryGrain Of(string user) => _grains.GetGrain<IUserMemoryGrain>(
        _host.Services.GetRequiredService<IScopeKeys>().KeyOf(ScopeOf(user)));

    /// <summary>Deactivates every user's grain and checks that none is left.</summary>
    public async Task DeactivateAllAsync()
    {
        var management = _grains.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
        var statistics = await management.GetSimpleGrainStatistics();
        if (statistics.FirstOrDefault(grain => grain.GrainType.Contains("UserMemory", StringComparison.Ordinal)
            && grain.ActivationCount > 0) is { } left)
        {
            throw new InvalidOperationException($"{left.ActivationCount} grains of {left.GrainType} stayed active.");
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
