using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace Agents.Bench.Hosting;

/// <summary>Embeds a text as the sum of its words' fixed random vectors: no model, and texts that share words are
/// near.</summary>
internal sealed class HashVectors(int dimension)
{
    private const int WordsKeptMax = 100_000;

    private readonly ConcurrentDictionary<string, float[]> _words = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>Returns the text's vector of unit length.</summary>
    public float[] Of(string text)
    {
        var vector = new float[dimension];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            TensorPrimitives.Add(vector, VectorOf(word), vector);
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm == 0)
        {
            vector[0] = norm = 1;
        }

        TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }

    private float[] VectorOf(string word)
    {
        if (_words.TryGetValue(word, out var known))
        {
            return known;
        }

        // The runtime's own string hash differs from run to run.
        var seed = 2166136261u;
        foreach (var letter in word)
        {
            seed = (seed ^ letter) * 16777619u;
        }

        // Xorshift (Marsaglia 2003): what the stub costs is charged to whom it serves.
        var state = seed | 1;
        var vector = new float[dimension];
        for (var i = 0; i < vector.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            vector[i] = (state / (float)uint.MaxValue) - 0.5f;
        }

        // The dictionary's own count takes all of its locks.
        if (Interlocked.Increment(ref _kept) <= WordsKeptMax)
        {
            _words.TryAdd(word, vector);
        }

        return vector;
    }
}
