using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Log;

namespace Agents.Grains.UserMemory;

/// <summary>Names grains as the key ring names logs, so that neither shows who the user is.</summary>
internal sealed class ScopeKeys(IKeyRing keys) : IScopeKeys
{
    public string KeyOf(MemoryScope scope) => keys.NameOf(scope);
}
