using Agents.Memory.Log;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads the service's errors, and turns them into refusals that say what to do.</summary>
internal static class BlobErrors
{
    private const string Role = "Storage Blob Data Contributor";
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
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

    /// <param name="subject">Of what: <c>the log NAME</c>.</param>
    /// <param name="what">What could not be done.</param>
    /// <param name="e">The service's error.</param>
    /// <remarks>The service's own text may hold a URL, but no more of a user than the log's name.</remarks>
    public static LogUnavailableException Unavailable(string subject, string what, Exception e) => new(
        $"The storage of {subject} failed: {what}. {Remedy(e)} Nothing acknowledged is lost. ({Reason(e)})",
        full: false,
        e);

    /// <summary>What to do about it, in one sentence.</summary>
    public static string Remedy(Exception e) => e switch
    {
        AggregateException all => Remedy(all.InnerExceptions[^1]),
        AuthenticationFailedException =>
            "There is no token for the storage account: give this process a managed identity or another one that "
            + $"DefaultAzureCredential finds, and give that the role {Role} on the container.",
        RequestFailedException { Status: Unauthorized } =>
            "The storage account does not take this identity's token: check that the identity is of the account's "
            + $"tenant, and give it the role {Role} on the container.",
        RequestFailedException { Status: Forbidden, ErrorCode: "AuthenticationFailed" } =>
            "The storage account does not take what signs the requests: check the key in ConnectionString and this "
            + "machine's clock; or, where an identity signs, that it is of the account's tenant and has the role "
            + $"{Role} on the container.",
        RequestFailedException { Status: Forbidden } =>
            $"This process's identity may not do that: give it the role {Role} on the container, and check that the "
            + "account's network rules let this machine in.",
        _ => "Check that the storage account answers.",
    };

    /// <summary>What went wrong, in few words and without a URL.</summary>
    public static string Reason(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } failed => $"HTTP {failed.Status} {failed.ErrorCode}".TrimEnd(),
        AggregateException all => Reason(all.InnerExceptions[^1]),
        OperationCanceledException => "no answer in time",
        RequestFailedException => "no answer",
        _ => e.GetType().Name,
    };
}
