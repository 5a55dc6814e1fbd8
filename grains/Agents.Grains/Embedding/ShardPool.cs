namespace Agents.Grains.Embedding;

/// <summary>Chooses shards: the one with the fewest calls of this node, in turn where several have as few. One that
/// failed is left alone for a while, and then tried by one call. Thread-safe.</summary>
/// <param name="count">How many shards there are.</param>
/// <param name="retryAfter">How long one that failed is left alone; doubled with each failure in a row.</param>
/// <param name="clock">Times the pauses.</param>
internal sealed class ShardPool(int count, TimeSpan retryAfter, TimeProvider clock)
{
    private const int DoublingsMax = 3;

    private readonly Lock _gate = new();
    private readonly Seat[] _seats = new Seat[count];
    private int _next;

    /// <summary>Takes a shard, to be given back by <see cref="Return"/>; null where all are left alone.</summary>
    /// <param name="mayTry">Whether a shard that failed may be tried although others work: then nobody should wait for
    /// the answer. Where none works, one call at a time tries.</param>
    public int? Take(bool mayTry)
    {
        lock (_gate)
        {
            var (best, due, isTried) = (-1, -1, false);
            for (var i = 0; i < count; i++)
            {
                var shard = (_next + i) % count;
                ref var seat = ref _seats[shard];
                if (seat.Failures == 0)
                {
                    best = best < 0 || seat.Calls < _seats[best].Calls ? shard : best;
                }
                else if (seat.IsTried)
                {
                    isTried = true;
                }
                else if (due < 0 && clock.GetElapsedTime(seat.PausedAt) >= PauseOf(seat))
                {
                    due = shard;
                }
            }

            var isTry = due >= 0 && (best < 0 ? !isTried : mayTry);
            return isTry ? Begin(due, isTry: true) : best >= 0 ? Begin(best, isTry: false) : null;
        }
    }

    /// <summary>Gives a shard back.</summary>
    /// <param name="shard">Its number.</param>
    /// <param name="works">Whether it works; null where the call does not tell.</param>
    public void Return(int shard, bool? works)
    {
        lock (_gate)
        {
            ref var seat = ref _seats[shard];
            seat.Calls--;
            seat.IsTried = false;
            if (works == true)
            {
                seat.Failures = 0;
            }
            else if (works == false)
            {
                seat.Failures++;
                seat.PausedAt = clock.GetTimestamp();
            }
        }
    }

    /// <summary>Leaves all shards alone, as there is no node for any.</summary>
    public void PauseAll()
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                _seats[i].Failures = Math.Max(_seats[i].Failures, 1);
                _seats[i].PausedAt = clock.GetTimestamp();
            }
        }
    }

    private int Begin(int shard, bool isTry)
    {
        ref var seat = ref _seats[shard];
        seat.Calls++;
        seat.IsTried = isTry;
        _next = shard + 1;
        return shard;
    }

    private TimeSpan PauseOf(Seat seat) => retryAfter * (1 << Math.Min(seat.Failures - 1, DoublingsMax));

    private struct Seat
    {
        public int Calls;
        public int Failures;
        public bool IsTried;
        public long PausedAt;
    }
}
