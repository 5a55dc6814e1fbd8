using Agents.Memory.Log;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads the service's errors, and turns them into refusals that say what to do.</summary>
internal static class BlobErrors
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
    private const int RangeNotSatisfiable = 416;

    /// <summary>Whether the storage failed, and neither the caller gave up nor the program is wrong.</summary>
    public static bool IsStorage(Exception e, CancellationToken cancellationToken) =>
        e is RequestFailedException or AggregateException or IOException or AuthenticationFailedException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public static bool IsMissing(RequestFailedException e) => e.Status == NotFound;

    public static bool IsContainerMissing(RequestFailedException e) =>
        e.ErrorCode == BlobErrorCode.ContainerNotFound.ToString();

    public static bool IsOutOfRange(RequestFailedException e) => e.Status == RangeNotSatisfiable;

    /// <summary>Whether the service refused a write because its condition did not hold.</summary>
    public static bool IsRefused(RequestFailedException e) =>
        e.Status == PreconditionFailed || e.ErrorCode == BlobErrorCode.BlobAlreadyExists.ToString();

    /// <summary>Whether the service says that a create raced with another one.</summary>
    public static bool IsConflict(RequestFailedException e) => e.Status == Conflict;

    /// <remarks>The service's own text may hold a URL, but no more of a user than the log's name.</remarks>
    public static LogUnavailableException Unavailable(string log, string what, Exception e) => new(
        $"The storage of the log {log} failed: {what}. Check that the storage account answers; nothing acknowledged is "
        + $"lost. ({Reason(e)})",
        full: false,
        e);

    /// <summary>What went wrong, in few words and without a URL.</summary>
    public static string Reason(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } failed => $"HTTP {failed.Status} {failed.ErrorCode}",
        AggregateException all => Reason(all.InnerExceptions[^1]),
        OperationCanceledException => "no answer in time",
        RequestFailedException => "no answer",
        _ => e.GetType().Name,
    };
}
