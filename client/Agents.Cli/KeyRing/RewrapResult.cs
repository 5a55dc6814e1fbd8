using Agents.Storage.Cipher;

namespace Agents.Cli.KeyRing;

/// <summary>What became of the data keys, and which keys left the ring.</summary>
internal sealed record RewrapResult(IReadOnlyList<RewrapReport> Stores, IReadOnlyList<string> Dropped);
