using System.Diagnostics.Metrics;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Log;
using Agents.Memory.Recall;
using Agents.Storage.Cipher;
using Agents.Storage.InMemory;
using Agents.TestKit.Embedding;
using Agents.TestKit.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>A silo in this process, with its logs in memory, a clock that stands still and a stand-in for the
/// model.</summary>
public sealed class MemoryCluster : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly LocalKeyRing _keys = LocalKeyRing.CreateInMemory();
    private InProcessTestCluster? _cluster;

    public MemoryCluster() => Logs = new InMemoryMemoryLogProvider(_keys);

    internal InMemoryMemoryLogProvider Logs { get; }

    internal HashEmbeddingGenerator Model { get; } = new();

    /// <summary>Gets or sets what stands before the model.</summary>
    internal Func<HashEmbeddingGenerator, IEmbeddingGenerator<string, Embedding<float>>> Before { get; set; } =
        model => model;

    internal FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>Gets how many silos there are, all over the same logs.</summary>
    internal short Silos { get; init; } = 1;

    /// <summary>Gets what made the meters of the silo.</summary>
    internal IMeterFactory Meters => _cluster!.Silos[0].ServiceProvider.GetRequiredService<IMeterFactory>();

    /// <summary>Gets what the actors log.</summary>
    internal CapturedLog Log { get; } = new();

    /// <summary>Gets or sets what a test changes of the limits before the first call.</summary>
    internal Action<Agents.Grains.UserMemory.UserMemoryOptions> Configure { get; set; } = _ => { };

    /// <summary>Gets or sets the language model that reads and sums up; null, and the rules do.</summary>
    internal IChatClient? Chat { get; set; }

    /// <summary>Gets or sets what reranks; null, and nothing does.</summary>
    internal IReranker? Reranker { get; set; }

    /// <summary>Gets or sets what tells whether the silo is still one of its cluster; null for one that is
    /// alone.</summary>
    internal ISiloStanding? Standing { get; set; }

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton<ILoggerProvider>(Log);
            silo.Services.AddSingleton<IMemoryLogProvider>(Logs);
            silo.Services.AddSingleton<IKeyRing>(_keys);
            silo.Services.AddSingleton<ITokenCounter, WordCounter>();
            silo.Services.AddSingleton(Before(Model));
            if (Chat is { } chat)
            {
                silo.Services.AddSingleton(chat);
                silo.AddModelExtraction();
            }

            if (Reranker is not null)
            {
                silo.Services.AddSingleton(Reranker);
            }

            if (Standing is not null)
            {
                silo.Services.AddSingleton(Standing);
            }

            silo.UseInMemoryReminderService();
            silo.AddConsolidation();
            silo.AddUserMemory(options =>
            {
                options.DeadlinesOff = true;

                // Tests that move the clock would else find items among what they stored.
                options.Consolidation = false;
                Configure(options);
            });

            // Orleans keeps real time; only the memory of users lives by the clock of the test.
            foreach (var name in OrleansClocks)
            {
                silo.Services.AddKeyedSingleton(name, TimeProvider.System);
            }
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _keys.Dispose();
        Model.Dispose();
    }

    internal UserMemory Of(string user, string tenant = "local")
    {
        var scope = new MemoryScope(tenant, user);
        var name = _keys.NameOf(scope);
        var grains = _cluster!.Client;
        return new UserMemory(
            grains.GetGrain<IUserMemoryGrain>(name), grains.GetGrain<IConsolidationGrain>(name), scope);
    }

    /// <summary>Gets what keeps the retention policy of a tenant.</summary>
    internal ITenantRetentionGrain RetentionOf(string tenant) =>
        _cluster!.Client.GetGrain<ITenantRetentionGrain>(_keys.NameOf(new MemoryScope(tenant, string.Empty)));

    /// <summary>Counts the reminders of a user's consolidation.</summary>
    internal async Task<int> RemindersOfAsync(UserMemory user)
    {
        var table = _cluster!.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        return (await table.ReadRows(user.Consolidation.GetGrainId())).Reminders.Count;
    }

    /// <summary>Ends every activation, as an idle collection or a failed silo would.</summary>
    internal async Task DeactivateAsync() =>
        await _cluster!.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    private static readonly string[] OrleansClocks =
    [
        TimeProviderNames.Messaging,
        TimeProviderNames.SystemTimers,
        TimeProviderNames.Membership,
        TimeProviderNames.ActivationManagement,
        TimeProviderNames.GrainDirectory,
        Orleans.Reminders.ReminderTimeProviderNames.Reminders,
    ];

    private sealed class WordCounter : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text)
        {
            var words = 0;
            foreach (var range in text.Split(' '))
            {
                words += range.End.Value > range.Start.Value ? 1 : 0;
            }

            return words;
        }
    }
}
