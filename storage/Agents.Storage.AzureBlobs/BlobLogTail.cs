using Agents.Storage.Files;

namespace Agents.Storage.AzureBlobs;

/// <summary>What is committed, and the chain hash of its last frame. It never changes.</summary>
internal sealed record BlobLogTail(LogView View, byte[] Hash);
