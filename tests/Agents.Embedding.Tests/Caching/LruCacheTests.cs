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
}
