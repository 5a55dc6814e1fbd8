namespace Agents.Bench.Recall;

/// <summary>Hands out things in one random order, over and over: before a thing comes again, all others came.</summary>
/// <remarks>With more bytes in all than the caches hold, each one is cold; with a single thing it stays hot.</remarks>
internal sealed class RandomRounds<T>
{
    private readonly T[] _things;
    private int _next;

    public RandomRounds(int count, Func<T> make)
    {
        _things = [.. Enumerable.Range(0, count).Select(_ => make())];
        new Random(count).Shuffle(_things);
    }

    public T Next()
    {
        _next = _next + 1 < _things.Length ? _next + 1 : 0;
        return _things[_next];
    }
}
