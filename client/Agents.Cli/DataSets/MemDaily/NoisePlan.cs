using System.Globalization;
using Agents.Contracts;

namespace Agents.Cli.DataSets.MemDaily;

/// <summary>Mixes distractors into a trajectory.</summary>
/// <remarks>
/// Which ones is drawn by <see cref="PythonRandom"/> seeded with the sample's id. At the end, they follow the last
/// message a minute apart. Spread, distractor j of N stands in gap <c>floor(j * (m + 1) / N)</c> of the m + 1 gaps
/// around m messages, with times that divide its gap evenly; before the first and after the last message they are a
/// minute apart.
/// </remarks>
internal static class NoisePlan
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<MessageInput> Mix(
        string sampleId, IReadOnlyList<MessageInput> messages, IReadOnlyList<string> noise, int count, NoisePlace place)
    {
        if (count == 0)
        {
            return messages;
        }

        var drawn = new PythonRandom(sampleId).Sample(noise.Count, count);
        if (place == NoisePlace.End || messages.Count == 0)
        {
            var last = messages.Count == 0 ? DateTimeOffset.UnixEpoch : messages[^1].Time!.Value;
            var added = drawn.Select((number, index) => Message(number, noise, last + ((index + 1) * Step)));
            return [.. messages, .. added];
        }

        return Spread(messages, noise, drawn);
    }

    private static List<MessageInput> Spread(
        IReadOnlyList<MessageInput> messages, IReadOnlyList<string> noise, int[] drawn)
    {
        var gaps = drawn
            .Select((number, index) => (number, Gap: (int)((long)index * (messages.Count + 1) / drawn.Length)))
            .ToLookup(placed => placed.Gap, placed => placed.number);
        var mixed = new List<MessageInput>(messages.Count + drawn.Length);
        for (var gap = 0; gap <= messages.Count; gap++)
        {
            var numbers = gaps[gap].ToList();
            mixed.AddRange(
                numbers.Select((number, index) => Message(number, noise, TimeIn(messages, gap, index, numbers.Count))));
            if (gap < messages.Count)
            {
                mixed.Add(messages[gap]);
            }
        }

        return mixed;
    }

    private static DateTimeOffset TimeIn(IReadOnlyList<MessageInput> messages, int gap, int index, int count)
    {
        if (gap == 0)
        {
            return messages[0].Time!.Value - ((count - index) * Step);
        }

        var before = messages[gap - 1].Time!.Value;
        return gap == messages.Count
            ? before + ((index + 1) * Step)
            : before + ((messages[gap].Time!.Value - before) * (index + 1) / (count + 1));
    }

    private static MessageInput Message(int number, IReadOnlyList<string> noise, DateTimeOffset time) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"n{number}"),
        Role = MessageRoles.User,
        Content = noise[number],
        Time = time,
    };
}
