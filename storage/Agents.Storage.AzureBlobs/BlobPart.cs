namespace Agents.Storage.AzureBlobs;

/// <summary>A part of a segment's blob as it was read.</summary>
/// <param name="File">The segment's name.</param>
/// <param name="Offset">Where in it the bytes stand.</param>
/// <param name="Bytes">The bytes.</param>
internal readonly record struct BlobPart(string File, long Offset, byte[] Bytes);
