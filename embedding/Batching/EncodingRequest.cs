using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Batching;

/// <summary>The texts of one caller: complete when each has its vector, or when one has failed.</summary>
internal sealed class EncodingRequest(TokenizedText[] texts)
{
    // Continuations run elsewhere: a caller's code must not hold up the thread that embeds.
    private readonly TaskCompletionSource<float[][]> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly float[][] _vectors = new float[texts.Length][];
    private int _open = texts.Length;

    public TokenizedText[] Texts { get; } = texts;

    /// <summary>Gets the vectors in the order of the texts.</summary>
    public Task<float[][]> Completion => _completion.Task;

    /// <summary>Whether nobody waits any longer.</summary>
    public bool IsOver => _completion.Task.IsCompleted;

    public void Succeed(int index, float[] vector)
    {
        _vectors[index] = vector;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _completion.TrySetResult(_vectors);
        }
    }

    public void Fail(Exception exception) => _completion.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
