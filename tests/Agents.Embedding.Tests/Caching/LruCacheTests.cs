using Agents.Embedding.Caching;
using CsCheck;

namespace Agents.Embedding.Tests.Caching;

public sealed class LruCacheTests
{
    [Fact]
    public void It_behaves_as_a_list_ordered_by_last_use() =>
        Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Bool, Gen.Int[0, 9]).Array[0, 60]).Sample(
            (capacity, steps) =>
            {
                var cache = new LruCache<int, int>(capacity);
                var model = new List<(int Key, int Value)>();
                for (var i = 0; i < steps.Length; i++)
                {
                    var (isSet, key) = steps[i];
                    var place = model.FindIndex(entry => entry.Key == key);
                    if (isSet)
                    {
                        cache.Set(key, i);
                        model.RemoveAll(entry => entry.Key == key);
                        model.Insert(0, (key, i));
                        model = [.. model.Take(capacity)];
                    }
                    else
                    {
                        Assert.Equal(place >= 0, cache.TryGet(key, out var value));
                        if (place >= 0)
                        {
                            Assert.Equal(model[place].Value, value);
                            model.Insert(0, model[place]);
                            model.RemoveAt(place + 1);
                        }
                    }

                    Assert.Equal(model.Count, cache.Count);
                }
            },
            seed: "0000000000000", iter: 500);

    [Fact]
    public void It_drops_the_least_used_until_the_rest_costs_no_more_than_the_room() =>
        Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Int[0, 6], Gen.Int[1, 15]).Array[0, 60]).Sample(
            (room, steps) =>
            {
                var cache = new LruCache<int, int>(room, cost => cost);
                var model = new List<(int Key, int Cost)>();
                foreach (var (key, cost) in steps)
                {
                    cache.Set(key, cost);
                    model.RemoveAll(entry => entry.Key == key);
                    if (cost <= room)
                    {
                        model.Insert(0, (key, cost));
                    }

                    while (model.Sum(entry => entry.Cost) > room)
                    {
                        model.RemoveAt(model.Count - 1);
                    }

                    Assert.Equal(model.Count, cache.Count);
                }

                Assert.All(model, entry => Assert.True(cache.TryGet(entry.Key, out _)));
            },
            seed: "0000000000000", iter: 500);
}
