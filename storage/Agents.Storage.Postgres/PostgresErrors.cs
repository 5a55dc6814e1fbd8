using System.Net.Sockets;
using System.Security.Authentication;
using Agents.Memory.Log;
using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>Reads the server's errors, and turns them into refusals that say what to do.</summary>
internal static class PostgresErrors
{
    /// <summary>The class of an operator's intervention: the server shuts down, crashed, or starts.</summary>
    private const string Intervention = "57P";

    /// <summary>Whether the database failed, and neither the caller gave up nor the program is wrong.</summary>
    public static bool IsStorage(Exception e, CancellationToken cancellationToken) =>
        e is NpgsqlException or IOException or SocketException or TimeoutException or AuthenticationException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Whether the same statement may be taken a moment later. A full disk does not empty by itself.</summary>
    public static bool IsTransient(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException failed => failed.IsTransient
            || failed.SqlState.StartsWith(Intervention, StringComparison.Ordinal),
        NpgsqlException failed => failed.IsTransient,
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <remarks>The server's own text may show a value: the code says enough.</remarks>
    public static LogUnavailableException Unavailable(string log, string what, Exception e) => IsFull(e)
        ? new LogUnavailableException(
            $"No space is left for the log {log}: {what}. Free space on the disk of the database; what was "
            + "acknowledged stays.",
            full: true,
            e)
        : new LogUnavailableException(
            $"The storage of the log {log} failed: {what}. Check that the database answers; nothing acknowledged is "
            + $"lost. ({Reason(e)})",
            full: false,
            e);

    public static LogUnavailableException NotListed(Exception e) => new(
        $"The names of the logs could not be read. Check that the database answers. ({Reason(e)})",
        full: false,
        e);

    public static LogUnavailableException NoJournal(Exception e) => new(
        "The journal of erasures could not be read or written, so nothing was erased. Check that the database answers."
        + $" ({Reason(e)})",
        IsFull(e),
        e);

    /// <summary>What went wrong at a start, where no user's data are involved yet.</summary>
    public static string ReasonAtStart(Exception e) =>
        e is PostgresException failed ? $"{failed.MessageText} ({failed.SqlState})" : Reason(e);

    private static bool IsFull(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    private static string Reason(Exception e) => e switch
    {
        PostgresException failed => $"SQLSTATE {failed.SqlState}",
        NpgsqlException { InnerException: SocketException socket } => $"no connection: {socket.SocketErrorCode}",
        NpgsqlException { InnerException: TimeoutException } or OperationCanceledException or TimeoutException =>
            "no answer in time",
        NpgsqlException { InnerException: { } inner } => Reason(inner),
        NpgsqlException => "no answer",
        _ => e.GetType().Name,
    };
}
