using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads blobs with one request each.</summary>
internal static class BlobReads
{
    /// <summary>Reads a blob with what the service says of it.</summary>
    /// <exception cref="RequestFailedException">It is missing, among others.</exception>
    public static Task<BlobRead> WholeAsync(
        BlobBaseClient blob, long bytesMax, CancellationToken cancellationToken) =>
        ReadAsync(blob, new BlobDownloadOptions(), bytesMax, cancellationToken);

    /// <summary>Reads a blob from an offset to its end, with what the service says of it.</summary>
    /// <exception cref="RequestFailedException">It is missing or not that long, among others.</exception>
    public static Task<BlobRead> FromAsync(
        BlobBaseClient blob, long offset, long bytesMax, CancellationToken cancellationToken) =>
        ReadAsync(blob, new BlobDownloadOptions { Range = new HttpRange(offset) }, bytesMax, cancellationToken);

    /// <summary>Reads a part of a blob.</summary>
    /// <returns>How many bytes were read: less than asked for only at the blob's end.</returns>
    public static async Task<(int Count, ETag Tag, IDictionary<string, string> Metadata)> PartAsync(
        BlobBaseClient blob, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(offset, target.Length) };
        var response = await blob.DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
        using var download = response.Value;
        var count = await download.Content
            .ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        return (count, download.Details.ETag, download.Details.Metadata);
    }

    private static async Task<BlobRead> ReadAsync(
        BlobBaseClient blob, BlobDownloadOptions options, long bytesMax, CancellationToken cancellationToken)
    {
        var response = await blob.DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
        using var download = response.Value;
        var length = download.Details.ContentLength;
        if (length > bytesMax)
        {
            throw new IOException($"A blob of the log has {length} bytes; the limit is {bytesMax}.");
        }

        var bytes = new byte[length];
        await download.Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new BlobRead(
            bytes, download.Details.ETag, download.Details.BlobCommittedBlockCount, download.Details.Metadata);
    }
}
