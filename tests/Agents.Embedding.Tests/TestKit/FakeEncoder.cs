using System.Collections.Concurrent;
using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>
/// An encoder whose vector of a text is its length and its second id. Runs can be held: each run then says that it has
/// begun, and waits to be let through.
/// </summary>
internal sealed class FakeEncoder(bool isHeld = false) : ITextEncoder, IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _permits = new(0);
    private int _running;
    private int _runningMax;

    public ConcurrentQueue<int[][]> Batches { get; } = [];

    public int RunningMax => _runningMax;

    public Exception? Failure { get; set; }

    public static TokenizedText Text(int length, int mark = 7)
    {
        var ids = new int[length];
        ids[1] = mark;
        return new TokenizedText(ids, 0);
    }

    public Task WaitForRunAsync() => _begun.WaitAsync(TestContext.Current.CancellationToken);

    public void Let(int runs) => _permits.Release(runs);

    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        Batches.Enqueue([.. batch.ToArray().Select(text => text.Ids)]);
        InterlockedMax(Interlocked.Increment(ref _running));
        try
        {
            if (isHeld)
            {
                _begun.Release();
                _permits.Wait();
            }

            return Failure is { } failure
                ? throw failure
                : [.. batch.ToArray().Select(text => new[] { text.Ids.Length, (float)text.Ids[1] })];
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Dispose()
    {
        _begun.Dispose();
        _permits.Dispose();
    }

    private void InterlockedMax(int value)
    {
        for (var seen = _runningMax; value > seen; seen = _runningMax)
        {
            Interlocked.CompareExchange(ref _runningMax, value, seen);
        }
    }
}
