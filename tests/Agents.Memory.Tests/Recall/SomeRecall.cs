using System.Globalization;
using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

/// <summary>Builders of small recall indexes.</summary>
internal static class SomeRecall
{
    public const int Dimension = 16;

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly RecallOptions Options = new() { Dimension = Dimension };

    public static RecallDocument Document(string text, string id) => new()
    {
        Id = id,
        Kind = MemoryKind.Episode,
        Role = MessageRoles.User,
        Author = MessageRoles.User,
        Time = Now.AddDays(-1),
        RecordedAt = Now.AddDays(-1),
        Text = text,
        Evidence = true,
    };

    /// <summary>Makes an index of texts with the ids id0000, id0001 and so on.</summary>
    public static RecallIndex Index(params string[] texts)
    {
        var index = new RecallIndex(Options);
        for (var i = 0; i < texts.Length; i++)
        {
            index.Add(Document(texts[i], Id(i)));
        }

        return index;
    }

    public static string Id(int number) => "id" + number.ToString("0000", CultureInfo.InvariantCulture);

    public static RecallQuery Query(string text) => new() { Text = text, Now = Now };

    public static int[] Found(RecallIndex index, string text) =>
        [.. index.Search(Query(text)).Hits.Select(hit => hit.Ordinal)];

    /// <summary>Makes a unit vector along one axis.</summary>
    public static float[] Axis(int axis)
    {
        var vector = new float[Dimension];
        vector[axis] = 1;
        return vector;
    }
}
