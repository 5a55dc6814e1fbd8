using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>Tells how the nodes that own users name them, so that one that names them otherwise is found before it
/// asks for anybody's memory.</summary>
[Alias("agents.scope-keys-grain")]
public interface IScopeKeysGrain : IGrainWithIntegerKey
{
    /// <summary>Returns what <see cref="IScopeKeys.KeyOf"/> gives for <see cref="ScopeKeysProbe.Scope"/>.</summary>
    [Alias("probe")]
    Task<string> ProbeAsync();
}

/// <summary>What <see cref="IScopeKeysGrain"/> is asked about.</summary>
public static class ScopeKeysProbe
{
    /// <summary>Gets a scope that is the same on every node, and nobody's.</summary>
    public static MemoryScope Scope { get; } = new("agents", "the keys of this cluster");
}
