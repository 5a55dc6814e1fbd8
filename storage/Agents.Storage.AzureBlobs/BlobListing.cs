using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Lists what lies in a container, in ordinal order; nothing where there is no container yet.</summary>
internal static class BlobListing
{
    private const string Delimiter = "/";

    /// <summary>Lists the folders right below a prefix, by their last name.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The service does not answer.</exception>
    public static IAsyncEnumerable<string> FoldersAsync(
        BlobContainerClient container, string prefix, CancellationToken cancellationToken) =>
        ListAsync(container, prefix, folders: true, cancellationToken);

    /// <summary>Lists the blobs right below a prefix, by their last name.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The service does not answer.</exception>
    public static IAsyncEnumerable<string> BlobsAsync(
        BlobContainerClient container, string prefix, CancellationToken cancellationToken) =>
        ListAsync(container, prefix, folders: false, cancellationToken);

    private static async IAsyncEnumerable<string> ListAsync(
        BlobContainerClient container,
        string prefix,
        bool folders,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsByHierarchyOptions { Prefix = prefix, Delimiter = Delimiter };
        await using var items = container.GetBlobsByHierarchyAsync(options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync().ConfigureAwait(false))
        {
            if (items.Current.IsPrefix == folders)
            {
                yield return folders
                    ? items.Current.Prefix[prefix.Length..^Delimiter.Length]
                    : items.Current.Blob.Name[prefix.Length..];
            }
        }

        async ValueTask<bool> NextAsync()
        {
            try
            {
                return await items.MoveNextAsync().ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e))
            {
                return false;
            }
            catch (Exception e) when (BlobErrors.IsStorage(e, cancellationToken))
            {
                throw BlobErrors.Unavailable($"the container {container.Name}", "its blobs could not be listed", e);
            }
        }
    }
}
