using System.Diagnostics;

namespace Agents.Bench.Recall;

/// <summary>Times several things in turn, so that whatever else the machine does hits all of them alike.</summary>
internal static class Stopwatches
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Gives the median of each thing's time in milliseconds over interleaved rounds.</summary>
    public static double[] Medians(int rounds, params Action[] things)
    {
        var times = things.Select(_ => new double[rounds]).ToArray();
        // Long enough for the compiler, which optimises in the background, to be done on a busy machine too.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Array.ForEach(things, thing => thing());
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                things[i]();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        return [.. times.Select(time => time.Order().ElementAt(rounds / 2))];
    }
}
