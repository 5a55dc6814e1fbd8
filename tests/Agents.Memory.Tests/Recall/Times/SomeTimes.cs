using Agents.Memory.Recall.Times;

namespace Agents.Memory.Tests.Recall.Times;

/// <summary>Times as words that a test can be written in.</summary>
internal static class SomeTimes
{
    public static string[] Found(string text, DateTimeOffset now) =>
    [
        .. TimeExpressions.Find(text, now)
            .Select(range => $"{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}{(range.Yearly ? " yearly" : "")}"),
    ];
}
