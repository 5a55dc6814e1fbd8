using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Opens the key ring of a container, and refuses one that is another container's.</summary>
/// <remarks>
/// With another ring a user has another name, and so an empty memory: nothing would fail, and everything would be gone.
/// So the container holds a digest of what the ring's key of names makes of a fixed text. It tells nothing of the keys.
/// </remarks>
internal static class SharedKeyRing
{
    private const string BlobName = "keyring.sha256";
    private const int DigestBytesMax = 1024;

    private static readonly MemoryScope Fixed = new("agents", "the key ring of this container");

    /// <summary>Opens the ring of a file; creates it only for a container that has none yet.</summary>
    /// <exception cref="DataFolderException">
    /// The ring is missing or another one than the container's, or one of the two cannot be read or written.
    /// </exception>
    public static LocalKeyRing Open(BlobContainerClient container, string file, TimeProvider clock)
    {
        try
        {
            var known = Read(container);
            var isThere = File.Exists(file);
            if (!isThere && known is not null)
            {
                throw new DataFolderException(
                    $"The key ring {file} is missing, but the container {container.Name} holds logs that only it "
                    + "opens: copy it from another silo, or restore its backup.");
            }

            var ring = isThere ? LocalKeyRing.Open(file) : LocalKeyRing.Create(file, clock);
            if ((known ?? Claim(container, ring)) == DigestOf(ring))
            {
                return ring;
            }

            ring.Dispose();
            throw new DataFolderException(
                $"The key ring {file} is not the one of the container {container.Name}: copy that one from another "
                + "silo, or restore its backup.");
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, CancellationToken.None))
        {
            throw new DataFolderException(
                $"The container {container.Name} of {container.Uri.Host} cannot be used: {BlobErrors.Reason(e)}. "
                + BlobErrors.Remedy(e),
                e);
        }
    }

    private static string? Read(BlobContainerClient container)
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

    /// <summary>Makes the ring the container's.</summary>
    /// <returns>The digest of the container's ring, which is another one where another process was first.</returns>
    private static string? Claim(BlobContainerClient container, LocalKeyRing ring)
    {
        try
        {
            Upload(container, ring);
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e))
        {
            // The one that is there decides.
        }
        catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e))
        {
            // An identity whose role is on the container alone may not even ask for one that is there to be created.
            container.CreateIfNotExists();
            return Claim(container, ring);
        }

        return Read(container);
    }

    private static void Upload(BlobContainerClient container, LocalKeyRing ring) =>
        container.GetBlobClient(BlobName).Upload(
            BinaryData.FromString(DigestOf(ring)),
            new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } });

    private static string DigestOf(LocalKeyRing ring) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ring.NameOf(Fixed))));
}
