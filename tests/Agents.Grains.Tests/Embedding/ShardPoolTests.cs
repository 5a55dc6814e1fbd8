using Agents.Grains.Embedding;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Grains.Tests.Embedding;

public sealed class ShardPoolTests
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Calls_go_round_all_shards()
    {
        var pool = Pool(4);

        var taken = Enumerable.Range(0, 8).Select(_ =>
        {
            var shard = pool.Take(mayTry: false)!.Value;
            pool.Return(shard, works: true);
            return shard;
        });

        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], taken);
    }

    [Fact]
    public void The_shard_with_the_fewest_calls_is_taken() =>
        Gen.Bool.Array[1, 200].Sample(
            steps =>
            {
                var pool = Pool(5);
                var calls = new int[5];
                foreach (var isCall in steps)
                {
                    var busiest = Array.IndexOf(calls, calls.Max());
                    if (isCall || calls[busiest] == 0)
                    {
                        var shard = pool.Take(mayTry: false)!.Value;
                        Assert.Equal(calls.Min(), calls[shard]);
                        calls[shard]++;
                    }
                    else
                    {
                        pool.Return(busiest, works: true);
                        calls[busiest]--;
                    }
                }
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void A_shard_that_failed_is_left_alone_until_one_call_may_try_it()
    {
        var pool = Pool(2);
        Fail(pool, shard: 0);

        Assert.All(Enumerable.Range(0, 4).Select(_ => pool.Take(mayTry: true)), shard => Assert.Equal(1, shard));
        _clock.Advance(RetryAfter);

        Assert.Equal(1, pool.Take(mayTry: false));
        Assert.Equal(0, pool.Take(mayTry: true));
        Assert.Equal(1, pool.Take(mayTry: true));
        pool.Return(0, works: true);
        Assert.Equal(0, pool.Take(mayTry: false));
    }

    [Fact]
    public void The_pause_doubles_with_each_try_in_vain_up_to_eight_times()
    {
        var pool = Pool(1);
        Fail(pool, shard: 0);
        foreach (var times in (int[])[1, 2, 4, 8, 8])
        {
            _clock.Advance((RetryAfter * times) - TimeSpan.FromMilliseconds(1));
            Assert.Null(pool.Take(mayTry: true));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Fail(pool, shard: 0);
        }
    }

    [Fact]
    public void Where_no_shard_works_one_call_at_a_time_tries()
    {
        var pool = Pool(3);
        pool.PauseAll();
        Assert.Null(pool.Take(mayTry: true));
        _clock.Advance(RetryAfter);

        Assert.Equal(0, pool.Take(mayTry: false));
        Assert.Null(pool.Take(mayTry: true));
        pool.Return(0, works: false);
        Assert.Equal(1, pool.Take(mayTry: false));
    }

    [Fact]
    public void A_call_that_tells_nothing_changes_nothing()
    {
        var pool = Pool(1);

        pool.Return(pool.Take(mayTry: false)!.Value, works: null);

        Assert.Equal(0, pool.Take(mayTry: false));
    }

    private ShardPool Pool(int count) => new(count, RetryAfter, _clock);

    private static void Fail(ShardPool pool, int shard)
    {
        Assert.Equal(shard, pool.Take(mayTry: true));
        pool.Return(shard, works: false);
    }
}
