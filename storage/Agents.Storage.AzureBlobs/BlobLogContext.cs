using Agents.Memory.Log;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Where one log is, and what its provider was given.</summary>
internal sealed record BlobLogContext(
    BlobContainerClient Container, string Name, IKeyRing KeyRing, AzureBlobStorageOptions Options)
{
    public HeadBlob Head { get; } = new(Container, Name);

    public SegmentBlobs BlobsOf(long generation) => new(Container, Name, generation);

    /// <summary>Lists the blobs of one life of the log, without their prefix.</summary>
    public async Task<List<string>> ListAsync(long generation)
    {
        var prefix = SegmentBlobs.PrefixOf(Name, generation);
        var names = new List<string>();
        var options = new GetBlobsOptions { Prefix = prefix };
        await foreach (var blob in Container.GetBlobsAsync(options).ConfigureAwait(false))
        {
            names.Add(blob.Name[prefix.Length..]);
        }

        return names;
    }

    public async Task DeleteAsync(long generation, string file) => await Container
        .DeleteBlobIfExistsAsync(
            SegmentBlobs.PrefixOf(Name, generation) + file, DeleteSnapshotsOption.IncludeSnapshots)
        .ConfigureAwait(false);

    /// <summary>Finishes the deletion of a log whose head says that it is deleted.</summary>
    public async Task FinishDeletionAsync(long generation, ETag headTag)
    {
        foreach (var file in await ListAsync(generation).ConfigureAwait(false))
        {
            await DeleteAsync(generation, file).ConfigureAwait(false);
        }

        await Head.DeleteAsync(headTag).ConfigureAwait(false);
    }
}
