namespace Agents.Embedding.Batching;

/// <summary>
/// The waiting texts of one priority, kept apart by length so that a batch needs little padding. Not thread-safe.
/// </summary>
/// <remarks>
/// Lengths fall into buckets whose longest is at most 1.25 times their shortest, so a batch from one bucket never holds
/// more than 1.25 padded tokens for each real one. The bucket with the oldest text is served first: no length starves.
/// </remarks>
internal sealed class TextLane
{
    private readonly int[] _shortest;
    private readonly Queue<PendingText>[] _buckets;
    private long _arrivals;

    /// <param name="lengthMax">The most tokens of a text.</param>
    public TextLane(int lengthMax)
    {
        var shortest = new List<int>();
        for (var length = 2; length <= lengthMax; length = (length * 5 / 4) + 1)
        {
            shortest.Add(length);
        }

        _shortest = [.. shortest];
        _buckets = Array.ConvertAll(_shortest, _ => new Queue<PendingText>());
    }

    /// <summary>Gets the number of waiting texts.</summary>
    public int Count { get; private set; }

    public void Add(EncodingRequest request)
    {
        for (var i = 0; i < request.Texts.Length; i++)
        {
            _buckets[BucketOf(request.Texts[i].Ids.Length)].Enqueue(new PendingText(request, i, _arrivals++));
        }

        Count += request.Texts.Length;
    }

    /// <summary>Takes the oldest text and others of like length.</summary>
    /// <param name="tokensMax">The most tokens, padding included; a single text may exceed it.</param>
    /// <param name="batch">Receives the texts; empty afterwards when none waits.</param>
    public void TakeBatch(int tokensMax, List<PendingText> batch)
    {
        batch.Clear();
        while (batch.Count == 0 && FindOldest() is { } bucket)
        {
            var longest = 0;
            while (bucket.TryPeek(out var next))
            {
                longest = Math.Max(longest, next.Text.Ids.Length);
                if (batch.Count > 0 && longest * (batch.Count + 1) > tokensMax)
                {
                    break;
                }

                bucket.Dequeue();
                Count--;
                if (!next.Request.IsOver)
                {
                    batch.Add(next);
                }
            }
        }
    }

    private Queue<PendingText>? FindOldest()
    {
        Queue<PendingText>? oldest = null;
        var arrival = long.MaxValue;
        foreach (var bucket in _buckets)
        {
            if (bucket.TryPeek(out var head) && head.Arrival < arrival)
            {
                (oldest, arrival) = (bucket, head.Arrival);
            }
        }

        return oldest;
    }

    private int BucketOf(int length)
    {
        var index = Array.BinarySearch(_shortest, length);
        return index >= 0 ? index : ~index - 1;
    }
}
