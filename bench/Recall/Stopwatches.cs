using System.Diagnostics;

namespace Agents.Bench.Recall;

/// <summary>Times several things in turn, so that whatever else the machine does hits all of them alike.</summary>
internal static class Stopwatches
{
    /// <summary>Gives the median of each thing's time in milliseconds over interleaved rounds.</summary>
    public static double[] Medians(int rounds, params Action[] things)
    {
        var times = things.Select(_ => new double[rounds]).ToArray();
        for (var warm = 0; warm < rounds / 4; warm++)
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
