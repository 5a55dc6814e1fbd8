namespace Agents.Storage.AzureBlobs;

/// <summary>Deletes a whole log. The holder of both gates of the log calls it.</summary>
internal static class BlobLogRemover
{
    /// <remarks>
    /// Sealing stops other writers, and a stale one here. Then a head without the key takes the place of the log's:
    /// what a crash leaves from then on is ciphertext that nobody can open, and the next open finishes the deletion.
    /// </remarks>
    public static async Task RemoveAsync(BlobLogContext context, BlobLogState state)
    {
        if (!state.Active.Sealed)
        {
            state.Active = await state.Blobs.MarkAsync(state.Last.File, state.Active, isSealed: true)
                .ConfigureAwait(false);
        }

        var grave = new LogHead(HeadState.Deleted, state.Head.Generation, null, null);
        var (_, tag) = await context.Head.ReplaceAsync(grave, state.Head, state.HeadTag).ConfigureAwait(false);
        await context.FinishDeletionAsync(grave.Generation, tag).ConfigureAwait(false);
    }
}
