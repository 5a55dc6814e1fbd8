using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Folds the log as far as it went at a moment, so that the past is answered as it was then.</summary>
/// <remarks>Exact but for what was erased since, which is a gap. It costs a fold of the log beside the grain, one at a
/// time: an audit asks so, and no turn does. Order is that of the log, not of the clock: what stands before the last
/// record of the moment was there, whatever time it carries.</remarks>
internal sealed class PastViews(IMemoryLog log, MemoryProjection projection, UserMemoryServices services)
{
    private Task _last = Task.CompletedTask;

    /// <summary>Gives the memory as it was known at one moment, showing what held at another.</summary>
    /// <param name="asOf">When it was known; null for now.</param>
    /// <param name="validAt">When it held in the world; null for then.</param>
    /// <param name="cancellationToken">Ends the fold.</param>
    public async Task<MemoryView> AtAsync(
        DateTimeOffset? asOf, DateTimeOffset? validAt, CancellationToken cancellationToken)
    {
        var position = asOf is { } moment
            ? await PositionAsync(moment, cancellationToken)
            : projection.Position;
        var folded = await FoldAsync(position, cancellationToken);
        var now = asOf ?? services.Clock.GetUtcNow();
        folded.Expire(now);
        if (validAt is { } valid)
        {
            folded.ShowValidAt(valid);
        }

        return ViewOf(folded, now, validAt is not null);
    }

    /// <summary>Gives the memory as it was at a position of the log.</summary>
    public async Task<MemoryView> AtAsync(long position, DateTimeOffset at, CancellationToken cancellationToken) =>
        ViewOf(await FoldAsync(position, cancellationToken), at, onlyValid: false);

    private MemoryView ViewOf(MemoryProjection folded, DateTimeOffset now, bool onlyValid) =>
        new(log, folded, new TextPages(log, folded, services.Options.TextCacheBytes), now) { OnlyValid = onlyValid };

    private Task<MemoryProjection> FoldAsync(long position, CancellationToken cancellationToken)
    {
        var fold = FoldAfterAsync(_last, position, cancellationToken);
        _last = fold;
        return fold;
    }

    private async Task<MemoryProjection> FoldAfterAsync(
        Task before, long position, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext
            | ConfigureAwaitOptions.SuppressThrowing);
        return await Task.Run(
            () => ProjectionLoader.LoadAsync(log, services.Recall, projection.ModelId, position, cancellationToken),
            cancellationToken);
    }

    /// <summary>Finds the last frame that was written by a moment.</summary>
    private async Task<long> PositionAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var last = projection.Count - 1;
        while (last >= 0 && (projection[last].Erased || projection.Index[last].RecordedAt > moment))
        {
            last--;
        }

        // Decisions and vectors after the last memory of that time may be of that time too.
        var position = last < 0 ? 0 : projection[last].Sequence;
        await foreach (var frame in log.ReadAsync(position, cancellationToken))
        {
            if (TimeOf(frame) > moment)
            {
                break;
            }

            position = frame.Sequence;
        }

        return position;
    }

    private static DateTimeOffset? TimeOf(LogFrame frame) => frame switch
    {
        { Erased: true } => null,
        { Type: FrameType.Episode } => RecordJson.DecodeEpisode(frame.Payload.Span).RecordedAt,
        { Type: FrameType.Item } => RecordJson.DecodeItem(frame.Payload.Span).RecordedAt,
        { Type: FrameType.Decision } => RecordJson.DecodeDecision(frame.Payload.Span).At,
        { Type: FrameType.Consolidation } => RecordJson.DecodeConsolidation(frame.Payload.Span).At,
        { Type: FrameType.Use } => UseRecord.Decode(frame.Payload.Span).At,
        _ => null,
    };
}
