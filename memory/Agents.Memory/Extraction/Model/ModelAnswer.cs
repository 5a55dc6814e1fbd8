using System.Text.RegularExpressions;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Extraction.Model;

/// <summary>What a model answered, read as far as it can be read.</summary>
/// <remarks>Any text can be read: what is no answer says why. A pure function, in time that grows with
/// <see cref="CharsMax"/> at most.</remarks>
public sealed class ModelAnswer
{
    /// <summary>How many characters of an answer are read; what is behind them is cut off.</summary>
    public const int CharsMax = 32_768;

    /// <summary>How many statements of an answer are read.</summary>
    public const int StatementsMax = 128;

    private ModelAnswer(AnswerForm form, IReadOnlyList<ModelStatement> statements, bool cut, string? skipped = null) =>
        (Form, Statements, Cut, Skipped) = (form, statements, cut, skipped);

    /// <summary>Gets the form that it had.</summary>
    public AnswerForm Form { get; }

    /// <summary>Gets what it states, in its order; empty where the model found nothing, or where
    /// <see cref="Skipped"/> says why nothing was read.</summary>
    public IReadOnlyList<ModelStatement> Statements { get; }

    /// <summary>Gets a value indicating whether the answer was longer than what is read.</summary>
    public bool Cut { get; }

    /// <summary>Gets why nothing could be read; null where the answer is one.</summary>
    public string? Skipped { get; }

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The text of it.</param>
    /// <param name="charsMax">How many characters are read, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="charsMax"/> is below 1.</exception>
    public static ModelAnswer Parse(string? answer, int charsMax = CharsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(charsMax, 1);
        var text = WithoutThinking(answer ?? "").Trim();
        var cut = text.Length > charsMax;
        text = TextNormalization.WellFormed(cut ? text[..charsMax] : text);
        if (text.Length == 0)
        {
            return new ModelAnswer(AnswerForm.None, [], cut, "the answer is empty");
        }

        if (StrictJson.Read(text, StatementsMax) is { } stated)
        {
            return new ModelAnswer(AnswerForm.Json, stated, cut);
        }

        var repaired = LenientJson.Read(text, StatementsMax);
        if (repaired.Count > 0 || SaysNothing.IsMatch(text))
        {
            return new ModelAnswer(AnswerForm.Repaired, repaired, cut);
        }

        var lines = AnswerLines.Read(text, StatementsMax);
        return lines.Count > 0 || SaysNone.IsMatch(text)
            ? new ModelAnswer(AnswerForm.Lines, lines, cut)
            : new ModelAnswer(
                AnswerForm.None, [], cut, "the answer is neither JSON nor lines of slot | value | quote");
    }

    // What a model thinks aloud may hold drafts of the answer.
    private static string WithoutThinking(string answer)
    {
        const string End = "</think>";
        var end = answer.LastIndexOf(End, StringComparison.Ordinal);
        return end < 0 ? answer : answer[(end + End.Length)..];
    }

    private static Regex SaysNothing { get; } = Patterns.New(
        @"[""']?claims[""']?\s{0,8}:\s{0,8}\[\s{0,8}\]|^(?:```\w{0,8})?\s{0,8}\[\s{0,8}\]",
        RegexOptions.CultureInvariant);

    private static Regex SaysNone { get; } = Patterns.New(@"^\W{0,4}(?:none|nothing|no claims|无|没有)\W{0,4}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
