using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Agents.Storage.AzureBlobs;

/// <summary>Makes the client of a container from options.</summary>
internal static class AzureBlobClients
{
    private static readonly TimeSpan RetryDelayMost = TimeSpan.FromSeconds(4);

    public static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <param name="options">Options that were validated.</param>
    /// <param name="credential">Signs requests to a service URL; null for <see cref="DefaultAzureCredential"/>.</param>
    /// <param name="transport">What carries requests; null for the client's own.</param>
    public static BlobContainerClient Create(
        AzureBlobStorageOptions options, TokenCredential? credential, HttpPipelineTransport? transport = null)
    {
        var client = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = options.RetriesMax,
                Delay = options.RetryDelay,
                MaxDelay = options.RetryDelay > RetryDelayMost ? options.RetryDelay : RetryDelayMost,
                NetworkTimeout = options.RequestTimeout,
            },

            // A request's URL holds a log's name and nothing else of a user; it is still of no use in a log.
            Diagnostics = { IsLoggingEnabled = false },
        };
        if (transport is not null)
        {
            client.Transport = transport;
        }

        var service = options.ConnectionString is { Length: > 0 } text
            ? new BlobServiceClient(text, client)
            : new BlobServiceClient(new Uri(options.ServiceUri!), credential ?? new DefaultAzureCredential(), client);
        return service.GetBlobContainerClient(options.Container);
    }
}
