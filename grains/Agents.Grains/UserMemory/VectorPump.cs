using System.Diagnostics;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Embeds in the background what was appended, oldest first, writes the vectors into the log, and has them
/// indexed once they are many.</summary>
/// <remarks>An append never waits for it. When the model fails it pauses and tries again; words alone answer until
/// then.</remarks>
internal sealed partial class VectorPump(
    UserMemorySession session, UserMemoryServices services, CancellationToken stopping)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = services.Logger;
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the pump when it rests and there is work.</summary>
    public void Wake()
    {
        if (_running.IsCompleted && HasWork && !stopping.IsCancellationRequested)
        {
            _running = RunAsync();
        }
    }

    private bool HasWork => session.Projection.Pending > 0 || session.Projection.Index.WantsApproximation;

    /// <summary>Waits until the pump rests, which never fails.</summary>
    public Task DrainAsync() => _running;

    private async Task RunAsync()
    {
        // The commit that woke the pump answers its callers first, and its trace ends with them.
        await Task.Yield();
        Activity.Current = null;
        var pause = PauseMin;
        while (HasWork && session.Commits.Failure is null && !stopping.IsCancellationRequested)
        {
            try
            {
                await session.LetWritersPassAsync(stopping);
                await (session.Projection.Pending > 0
                    ? StoreBatchAsync()
                    : session.Projection.Index.ApproximateAsync(stopping));
                pause = PauseMin;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever the model or the log throws, the pump tries again later.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogPaused(error, pause);
                await Pauses.WaitAsync(pause, services.Clock, stopping);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
            }
        }
    }

    private async Task StoreBatchAsync()
    {
        var ordinals = session.Projection.PendingOldest(services.Options.EmbeddingBatch);
        var sequences = Array.ConvertAll(ordinals, ordinal => session.Projection[ordinal].TextSequence);
        var read = await session.Texts.ReadAsync(ordinals, stopping);
        var texts = new List<(int Ordinal, long Sequence, string Text)>();
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (read[i] is { } text)
            {
                texts.Add((ordinals[i], sequences[i], text));
            }
        }

        var vectors = await services.Embedder.EmbedAsync(
            texts.ConvertAll(entry => entry.Text), urgent: false, stopping);
        await session.Decisions.WaitAsync(stopping);
        try
        {
            // Between reading the text and this gate it may have been edited or erased; its vector must then not be
            // written.
            var frames = new List<NewFrame>(texts.Count);
            for (var i = 0; i < texts.Count; i++)
            {
                var (ordinal, sequence, _) = texts[i];
                if (session.Projection[ordinal] is { Erased: false } item && item.TextSequence == sequence)
                {
                    var record = new VectorRecord(services.Embedder.ModelId, sequence, vectors[i]);
                    frames.Add(new NewFrame(FrameType.Vector, record.Encode()));
                }
            }

            if (frames.Count > 0)
            {
                await session.Commits.AppendAsync(frames);
                services.Telemetry.Embedded.Add(frames.Count);
            }
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Embedding failed; it is tried again after {Pause}.")]
    private partial void LogPaused(Exception error, TimeSpan pause);
}
