using System.Collections.Concurrent;
using System.Reflection;
using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Tests.Harness;

/// <summary>The grains of all users, with faults to switch on.</summary>
public sealed class FakeMemory : IScopeKeys
{
    private readonly ConcurrentDictionary<string, FakeUserMemoryGrain> _grains = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FakeTenantRetentionGrain> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _calls = new();
    private int _throws;

    public MemoryError? Error { get; set; }

    public Func<Exception>? Fault { get; set; }

    /// <summary>How many calls <see cref="Fault"/> breaks.</summary>
    public int FaultCount { get; set; } = int.MaxValue;

    /// <summary>How many appends meet an activation that has given the memory up.</summary>
    public int MovedCount { get; set; }

    /// <summary>Runs before each call, with the name of the call.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    public IReadOnlyCollection<string> Calls => _calls;

    public int ItemCount => _grains.Values.Sum(grain => grain.Items.Count);

    public IGrainFactory Factory()
    {
        var factory = DispatchProxy.Create<IGrainFactory, GrainFactoryProxy>();
        ((GrainFactoryProxy)(object)factory).Memory = this;
        return factory;
    }

    public string KeyOf(MemoryScope scope) => $"{scope.Tenant.Length}:{scope.Tenant}{scope.User.Length}:{scope.User}";

    public IReadOnlyList<MemoryItem> ItemsOf(string user, string tenant = "local") =>
        GrainOf(KeyOf(new(tenant, user))).Items;

    public RetentionPolicy? PolicyOf(string tenant) => TenantOf(KeyOf(new(tenant, string.Empty))).Policy;

    public async Task BeforeCallAsync(string call, CancellationToken cancellationToken)
    {
        _calls.Enqueue(call);
        if (Before is not null)
        {
            await Before(call, cancellationToken);
        }

        if (Fault is not null && _throws < FaultCount)
        {
            _throws++;
            throw Fault();
        }
    }

    private FakeUserMemoryGrain GrainOf(string key) => _grains.GetOrAdd(key, _ => new FakeUserMemoryGrain(this));

    private FakeTenantRetentionGrain TenantOf(string key) =>
        _tenants.GetOrAdd(key, _ => new FakeTenantRetentionGrain(this));

    public class GrainFactoryProxy : DispatchProxy
    {
        public FakeMemory Memory { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod is { Name: "GetGrain", IsGenericMethod: true } && args is [string key, ..]
                ? targetMethod.GetGenericArguments()[0] == typeof(ITenantRetentionGrain)
                    ? Memory.TenantOf(key) : Memory.GrainOf(key)
                : throw new NotSupportedException(targetMethod?.ToString());
    }
}
