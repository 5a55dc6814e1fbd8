using System.Text;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Keeps the digest of a container's key ring in a blob.</summary>
internal sealed class ContainerKeyRing(BlobContainerClient container) : IKeyRingMark
{
    private const string BlobName = "keyring.sha256";
    private const int DigestBytesMax = 1024;

    public string Place => $"the container {container.Name}";

    /// <summary>Opens the container's ring.</summary>
    /// <exception cref="DataFolderException">
    /// The ring is missing or another one than the container's, or one of the two cannot be read or written.
    /// </exception>
    public static LocalKeyRing Open(BlobContainerClient container, string file, TimeProvider clock)
    {
        try
        {
            return SharedKeyRing.Open(new ContainerKeyRing(container), file, clock);
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, CancellationToken.None))
        {
            throw new DataFolderException(
                $"The container {container.Name} of {container.Uri.Host} cannot be used: {BlobErrors.Reason(e)}. "
                + BlobErrors.Remedy(e),
                e);
        }
    }

    public string? Read()
    {
        try
        {
            using var download = container.GetBlobClient(BlobName).DownloadStreaming().Value;
            if (download.Details.ContentLength > DigestBytesMax)
            {
                return "";
            }

            using var reader = new StreamReader(download.Content, Encoding.ASCII);
            return reader.ReadToEnd();
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            return null;
        }
    }

    public void Keep(string digest)
    {
        try
        {
            Upload(digest);
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e))
        {
            // The one that is there decides.
        }
        catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e))
        {
            // An identity whose role is on the container alone may not even ask for one that is there to be created.
            container.CreateIfNotExists();
            Keep(digest);
        }
    }

    private void Upload(string digest) => container.GetBlobClient(BlobName).Upload(
        BinaryData.FromString(digest),
        new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } });
}
