using Agents.Grains.Abstractions;
using Orleans.Concurrency;

namespace Agents.Grains.UserMemory;

/// <summary>Names the probe as this node names users.</summary>
[StatelessWorker(1)]
internal sealed class ScopeKeysGrain(IScopeKeys keys) : Grain, IScopeKeysGrain
{
    public Task<string> ProbeAsync() => Task.FromResult(keys.KeyOf(ScopeKeysProbe.Scope));
}
