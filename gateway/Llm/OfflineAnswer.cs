using System.Globalization;
using System.Text;
using Agents.Contracts;

namespace Agents.Gateway.Llm;

/// <summary>
/// Makes an answer out of memories alone: a quotation with its author and date, or the plain word that nothing is
/// known.
/// </summary>
internal static class OfflineAnswer
{
    private const int QuoteCharsMax = 400;
    private const int QuotesMax = 3;

    private static readonly string[] QuestionWords =
    [
        "who", "what", "when", "where", "why", "how", "which", "whose", "do", "does", "did", "is", "are", "was", "were",
        "can", "could", "would", "will", "should", "have", "has",
    ];

    private static readonly string[] Requests = ["tell", "remind", "list", "show", "name"];
    private static readonly string[] Requested = ["me", "us", "my", "our", "all", "the", "everything"];
    private static readonly string[] ChineseRequests = ["告诉我", "提醒我"];

    private static readonly string[] ChineseQuestionWords =
        ["吗", "呢", "什么", "谁", "哪", "几", "多少", "怎么", "怎样", "为何", "何时", "是否"];

    /// <summary>Answers a question, or acknowledges a statement, in its own language.</summary>
    public static string Of(string question, RecallResponse? recall)
    {
        var chinese = IsChinese(question);
        var answer = new StringBuilder();
        if (!IsQuestion(question))
        {
            answer.Append(chinese ? "好的。" : "All right.");
        }
        else if (recall is { Answerable: true, Hits.Count: > 0 })
        {
            AppendQuotes(answer, recall.Hits, chinese);
        }
        else
        {
            answer.Append(chinese ? "我的记忆里没有这方面的内容。" : "I know nothing about that: no memory bears on it.");
        }

        return answer.Append(chinese
            ? "\n（离线回答：没有配置语言模型，只引用记忆。）"
            : "\n(Offline answer: no language model is configured, so I can only quote memories.)").ToString();
    }

    /// <summary>Tells whether a text asks for something.</summary>
    /// <remarks>Many a statement begins like a question ("Will is my brother."); its full stop tells them
    /// apart.</remarks>
    public static bool IsQuestion(string text)
    {
        if (text.AsSpan().ContainsAny('?', '？'))
        {
            return true;
        }

        var states = text.AsSpan().TrimEnd() is [.., '.' or '!' or '。' or '！'];
        if (IsChinese(text))
        {
            string[] asking = states ? ChineseRequests : [.. ChineseRequests, .. ChineseQuestionWords];
            return Array.Exists(asking, word => text.Contains(word, StringComparison.Ordinal));
        }

        // "What's" and "please," are to be read as "what" and "please".
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('\'', '’', ',')[0])
            .SkipWhile(word => word.Equals("please", StringComparison.OrdinalIgnoreCase))
            .Take(2).ToArray();
        return (!states && Is(words, 0, QuestionWords)) || (Is(words, 0, Requests) && Is(words, 1, Requested));
    }

    private static bool Is(string[] words, int at, string[] any) =>
        at < words.Length && any.Contains(words[at], StringComparer.OrdinalIgnoreCase);

    private static void AppendQuotes(StringBuilder answer, IReadOnlyList<MemoryHit> hits, bool chinese)
    {
        // The same question asked before is often the nearest memory, and never the answer.
        var statements = hits.Where(hit => !IsQuestion(hit.Text)).ToArray();
        var quoted = statements.Length > 0 ? statements : [.. hits];
        answer.Append(chinese ? "根据记忆：" : "From memory: ").Append(Quote(quoted[0], chinese));
        for (var i = 1; i < Math.Min(quoted.Length, QuotesMax); i++)
        {
            answer.Append(chinese ? "\n另外：" : "\nAlso: ").Append(Quote(quoted[i], chinese));
        }
    }

    private static string Quote(MemoryHit hit, bool chinese)
    {
        var text = hit.Text.ReplaceLineEndings(" ").Trim();
        if (text.Length > QuoteCharsMax)
        {
            var end = char.IsLowSurrogate(text[QuoteCharsMax]) ? QuoteCharsMax - 1 : QuoteCharsMax;
            text = string.Concat(text.AsSpan(0, end), "…");
        }

        var date = hit.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return chinese ? $"“{text}”（{hit.Author}，{date}）" : $"“{text}” ({hit.Author}, {date})";
    }

    private static bool IsChinese(string text) => text.AsSpan().ContainsAnyInRange('\u4e00', '\u9fff');
}
