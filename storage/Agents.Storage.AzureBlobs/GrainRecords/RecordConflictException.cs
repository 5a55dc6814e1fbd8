namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>The record is another one than the writer knows. Nothing of the write was taken.</summary>
/// <param name="message">Which record.</param>
/// <param name="stored">The tag of the record that is there; null for none.</param>
/// <param name="known">The tag that the writer named; null for none.</param>
public sealed class RecordConflictException(string message, string? stored, string? known) : Exception(message)
{
    public string? Stored { get; } = stored;

    public string? Known { get; } = known;
}
