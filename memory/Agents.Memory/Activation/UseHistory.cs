using System.Runtime.CompilerServices;

namespace Agents.Memory.Activation;

/// <summary>When a memory was used: the newest times to the second, the older ones as a number.</summary>
/// <remarks>
/// <para>How present a memory is, by the base level of ACT-R (Anderson and Schooler 1991): <c>B = ln(sum t^-0.5)</c>
/// over the ages in seconds of its making and of each use. The times that are no longer kept are taken to lie evenly
/// between the making and the oldest that is (Petrov 2006), for which <c>t^-0.5</c> is <c>2 / (sqrt(a) + sqrt(b))</c>
/// on average.</para>
/// <para>Kept by time and not by the order of coming: then a use never lowers the level, at no later moment and
/// whatever the clock did. Every term falls with time once its moment is past.</para>
/// </remarks>
internal struct UseHistory
{
    /// <summary>How many times are kept.</summary>
    public const int TimesMax = 5;

    // 2000-01-01; in seconds from there 32 bits last until 2136. 0 stands for no use.
    private const long EpochTicks = 630_822_816_000_000_000;

    private Times _newest;
    private uint _older;

    /// <summary>Gets how often the memory was used.</summary>
    public readonly long Count
    {
        get
        {
            var count = 0;
            while (count < TimesMax && _newest[count] != 0)
            {
                count++;
            }

            return count + (long)_older;
        }
    }

    /// <summary>Gets when it was used last, in UTC ticks; 0 when never.</summary>
    public readonly long Last => _newest[0] == 0 ? 0 : TicksOf(_newest[0]);

    /// <summary>Adds a use.</summary>
    /// <param name="ticks">When, in UTC ticks.</param>
    public void Add(long ticks)
    {
        var time = (uint)Math.Clamp((ticks - EpochTicks) / TimeSpan.TicksPerSecond, 1, uint.MaxValue);
        for (var i = 0; i < TimesMax; i++)
        {
            if (_newest[i] < time)
            {
                (_newest[i], time) = (time, _newest[i]);
            }
        }

        _older += time != 0 && _older < uint.MaxValue ? 1u : 0;
    }

    /// <summary>Gives the base level, a logarithm.</summary>
    /// <param name="made">When the memory was made, in UTC ticks.</param>
    /// <param name="now">The moment that is asked for, in UTC ticks.</param>
    public readonly double LevelAt(long made, long now)
    {
        var age = AgeOf(made, now);
        var sum = 1 / Math.Sqrt(age);
        var oldest = 0.0;
        for (var i = 0; i < TimesMax && _newest[i] != 0; i++)
        {
            oldest = AgeOf(TicksOf(_newest[i]), now);
            sum += 1 / Math.Sqrt(oldest);
        }

        return Math.Log(sum + (_older * 2 / (Math.Sqrt(age) + Math.Sqrt(oldest))));
    }

    internal readonly void WriteTo(BinaryWriter writer)
    {
        for (var i = 0; i < TimesMax; i++)
        {
            writer.Write(_newest[i]);
        }

        writer.Write(_older);
    }

    internal static UseHistory Read(BinaryReader reader)
    {
        var history = default(UseHistory);
        for (var i = 0; i < TimesMax; i++)
        {
            history._newest[i] = reader.ReadUInt32();
        }

        history._older = reader.ReadUInt32();
        return history;
    }

    private static long TicksOf(uint time) => EpochTicks + (time * TimeSpan.TicksPerSecond);

    // A second more than it is, so that the level is finite and falls from the first moment on. What a clock that was
    // put back shows as yet to come is new.
    private static double AgeOf(long then, long now) => 1 + (Math.Max(0, now - then) / (double)TimeSpan.TicksPerSecond);

    [InlineArray(TimesMax)]
    private struct Times
    {
        private uint _first;
    }
}
