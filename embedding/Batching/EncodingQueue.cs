using System.Diagnostics;
using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Batching;

/// <summary>Puts texts of many callers into batches and runs them on a few threads of its own.</summary>
/// <remarks>
/// A text that finds a thread free is run at once and alone; batches form from what waits while the threads are busy,
/// so nothing ever waits for a batch to fill. Interactive texts go before background ones, whose batches are small; but
/// after <see cref="BackgroundTurn"/> batches in a row a background one has its turn, so no text waits for ever. Within
/// a priority each batch holds the oldest text, so one waits for at most as many batches as texts came before it. The
/// threads are not the pool's: a run blocks its thread for milliseconds, which would hold up everybody else's
/// continuations.
/// </remarks>
internal sealed class EncodingQueue : IDisposable
{
    /// <summary>How many interactive batches go before a background text that waits.</summary>
    public const int BackgroundTurn = 8;

    private readonly ITextEncoder _encoder;
    private readonly int _textsMax;
    private readonly int _batchTokensMax;
    private readonly int _backgroundBatchTokensMax;
    private readonly EmbeddingTelemetry? _telemetry;
    private readonly Thread[] _threads;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly TextLane _interactive;
    private readonly TextLane _background;
    private int _interactiveRuns;
    private bool _disposed;

    /// <param name="encoder">Runs the batches; not owned.</param>
    /// <param name="lengthMax">The most tokens of a text.</param>
    /// <param name="options">Limits.</param>
    /// <param name="runsOn">What runs the model, which says how large a batch is by default.</param>
    /// <param name="telemetry">Where batches are counted; null for nowhere.</param>
    /// <param name="name">What the threads are called.</param>
    public EncodingQueue(
        ITextEncoder encoder, int lengthMax, EmbeddingOptions options,
        ExecutionProvider runsOn = ExecutionProvider.Cpu, EmbeddingTelemetry? telemetry = null,
        string name = "Embedding")
    {
        _encoder = encoder;
        _textsMax = options.QueueTextsMax;
        _batchTokensMax = options.BatchTokensFor(runsOn);
        _backgroundBatchTokensMax = options.BackgroundBatchTokensFor(runsOn);
        _telemetry = telemetry;
        _interactive = new TextLane(lengthMax);
        _background = new TextLane(lengthMax);
        _threads = new Thread[options.ConcurrentRunsMax];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"{name} {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Embeds texts; the order of the result is theirs.</summary>
    /// <exception cref="EmbeddingOverloadedException">The texts do not fit into the queue.</exception>
    /// <exception cref="ObjectDisposedException">The queue is or was closed before the texts had their
    /// turn.</exception>
    public async Task<float[][]> EncodeAsync(
        TokenizedText[] texts, bool isBackground, CancellationToken cancellationToken)
    {
        var request = new EncodingRequest(texts);
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((EncodingRequest)state!).Cancel(token), request);
        Enqueue(request, isBackground);
        return await request.Completion.ConfigureAwait(false);
    }

    /// <summary>Lets the running batches finish, fails what still waits, and ends the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            FailAll(_interactive, isBackground: false);
            FailAll(_background, isBackground: true);
        }

        _work.Release(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private void Enqueue(EncodingRequest request, bool isBackground)
    {
        var lane = isBackground ? _background : _interactive;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EncodingQueue));
            if (lane.Count + request.Texts.Length > _textsMax)
            {
                throw new EmbeddingOverloadedException(
                    $"{lane.Count} texts wait to be embedded and {request.Texts.Length} more came, but at most "
                    + $"{_textsMax} may wait ({nameof(EmbeddingOptions.QueueTextsMax)}): send fewer at once, "
                    + "or try again later.");
            }

            lane.Add(request);
            _telemetry?.Waits(request.Texts.Length, isBackground);

            // A woken thread goes on until nothing waits, so more permits than threads would only pile up.
            if (_work.CurrentCount < _threads.Length)
            {
                _work.Release(Math.Min(request.Texts.Length, _threads.Length));
            }
        }
    }

    private void Work()
    {
        var batch = new List<PendingText>();
        while (true)
        {
            _work.Wait();
            while (TakeBatch(batch))
            {
                Run(batch);
            }

            lock (_gate)
            {
                if (_disposed)
                {
                    return;
                }
            }
        }
    }

    private bool TakeBatch(List<PendingText> batch)
    {
        lock (_gate)
        {
            batch.Clear();
            if (_interactiveRuns >= BackgroundTurn)
            {
                TakeBackground(batch);
            }

            if (batch.Count == 0)
            {
                var waited = _interactive.Count;
                _interactive.TakeBatch(_batchTokensMax, batch);
                _telemetry?.Waits(_interactive.Count - waited, isBackground: false);
                _interactiveRuns = _background.Count > 0 ? _interactiveRuns + 1 : 0;
            }

            if (batch.Count == 0)
            {
                TakeBackground(batch);
            }

            return batch.Count > 0;
        }
    }

    private void TakeBackground(List<PendingText> batch)
    {
        var waited = _background.Count;
        _background.TakeBatch(_backgroundBatchTokensMax, batch);
        _telemetry?.Waits(_background.Count - waited, isBackground: true);
        _interactiveRuns = 0;
    }

    private void Run(List<PendingText> batch)
    {
        try
        {
            var texts = batch.ConvertAll(pending => pending.Text).ToArray();
            var started = Stopwatch.GetTimestamp();
            var vectors = _encoder.Encode(texts);
            _telemetry?.Ran(
                texts.Length, texts.Sum(text => text.Ids.Length), texts.Length * TokenGraph.WidthOf(texts), started);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Request.Succeed(batch[i].Index, vectors[i]);
            }
        }
#pragma warning disable CA1031 // Whatever a run throws belongs to its callers; the thread serves the next batch.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var pending in batch)
            {
                pending.Request.Fail(exception);
            }
        }
    }

    private void FailAll(TextLane lane, bool isBackground)
    {
        _telemetry?.Waits(-lane.Count, isBackground);
        var batch = new List<PendingText>();
        for (lane.TakeBatch(int.MaxValue, batch); batch.Count > 0; lane.TakeBatch(int.MaxValue, batch))
        {
            foreach (var pending in batch)
            {
                pending.Request.Fail(new ObjectDisposedException(nameof(EncodingQueue), "The embedder was shut down."));
            }
        }
    }
}
