using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Deletes a whole log. The holder of both gates of the log calls it.</summary>
internal static class PostgresLogRemover
{
    /// <remarks>
    /// The key goes first, by itself: what is left from then on is ciphertext that nobody can open, and the next open
    /// finishes the deletion. The rows go in bounded statements: each one fits its time-out, and what it took is gone
    /// also when a later one fails. So however long the log, opening it often enough ends its deletion.
    /// </remarks>
    public static async Task RemoveAsync(PostgresLogContext context, PostgresLogState state)
    {
        var buried = await context.Database.ChangeAsync(
            context.Sql.Bury, context.Key, state.Generation, state.Writer).ConfigureAwait(false);
        if (buried == 0)
        {
            throw new StaleWriterException("another writer claimed the log");
        }

        await FinishAsync(context, state.Generation, state.Position).ConfigureAwait(false);
    }

    /// <summary>Finishes the deletion of a log whose head says that it is deleted.</summary>
    /// <param name="context">The log.</param>
    /// <param name="generation">The life that was deleted.</param>
    /// <param name="position">Its last frame.</param>
    public static async Task FinishAsync(PostgresLogContext context, long generation, long position)
    {
        var from = 0L;
        for (; position - from > PostgresSql.PageRows; from += PostgresSql.PageRows)
        {
            await context.Database.ChangeAsync(
                context.Sql.DeleteFrames, context.Key, generation, from, from + PostgresSql.PageRows)
                .ConfigureAwait(false);
        }

        await context.Database.ChangeAsync(
        [
            new Statement(context.Sql.DeleteFrames, context.Key, generation, from, long.MaxValue),
            new Statement(context.Sql.DeleteSnapshots, context.Key, generation),
            new Statement(context.Sql.DeleteHead, context.Key, generation),
        ]).ConfigureAwait(false);
    }
}
