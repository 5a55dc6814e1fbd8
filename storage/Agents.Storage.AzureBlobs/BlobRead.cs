using Azure;

namespace Agents.Storage.AzureBlobs;

/// <summary>A blob as one request read it.</summary>
/// <param name="Bytes">All of its content.</param>
/// <param name="Tag">Its ETag.</param>
/// <param name="Blocks">How many appends an append blob is made of.</param>
/// <param name="Metadata">Its metadata.</param>
internal sealed record BlobRead(byte[] Bytes, ETag Tag, int Blocks, IDictionary<string, string> Metadata);
