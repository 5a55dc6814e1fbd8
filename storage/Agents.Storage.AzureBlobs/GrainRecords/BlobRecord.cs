namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>A record as it was read.</summary>
/// <param name="Payload">The plaintext.</param>
/// <param name="Tag">Names this very state of the record: a write or a removal that names it is refused once the
/// record was written by anyone else.</param>
public sealed record BlobRecord(ReadOnlyMemory<byte> Payload, string Tag);
