namespace Agents.Storage.AzureBlobs;

/// <summary>The snapshot's blob as opening the log read it.</summary>
/// <param name="Read">The blob; null where there is none.</param>
/// <param name="Index">Its index, when the log was opened by it; else null.</param>
internal sealed record FetchedSnapshot(BlobRead? Read, LogIndex? Index);
