using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Deletes a whole log. The holder of both gates of the log calls it.</summary>
internal static class PostgresLogRemover
{
    /// <remarks>
    /// The key goes first, by itself: what is left from then on is ciphertext that nobody can open, and the next open
    /// finishes the deletion.
    /// </remarks>
    public static async Task RemoveAsync(PostgresLogContext context, PostgresLogState state)
    {
        var buried = await context.Database.ChangeAsync(
            context.Sql.Bury, context.Key, state.Generation, state.Writer).ConfigureAwait(false);
        if (buried == 0)
        {
            throw new StaleWriterException("another writer claimed the log");
        }

        await FinishAsync(context, state.Generation).ConfigureAwait(false);
    }

    /// <summary>Finishes the deletion of a log whose head says that it is deleted.</summary>
    public static Task FinishAsync(PostgresLogContext context, long generation) => context.Database.ChangeAsync(
    [
        new Statement(context.Sql.DeleteFrames, context.Key, generation),
        new Statement(context.Sql.DeleteSnapshots, context.Key, generation),
        new Statement(context.Sql.DeleteHead, context.Key, generation),
    ]);
}
