using Agents.Memory.Log;

namespace Agents.Storage.Files;

/// <summary>Turns errors of the file system into refusals that say what to do.</summary>
internal static class StorageErrors
{
    // errno ENOSPC and EDQUOT, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool IsStorage(Exception e) => e is IOException or UnauthorizedAccessException;

    public static LogUnavailableException Unavailable(string log, string what, Exception e) => IsFull(e)
        ? new LogUnavailableException(
            $"No space is left for the log {log}: {what}. Free space on the disk of the data folder; "
            + "what was acknowledged stays.",
            full: true,
            e)
        : new LogUnavailableException(
            $"The storage of the log {log} failed: {what}. ({e.Message})", full: false, e);

    private static bool IsFull(Exception e) =>
        e.HResult is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;
}
