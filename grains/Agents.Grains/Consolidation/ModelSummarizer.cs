using System.Globalization;
using System.Text.RegularExpressions;
using Agents.Memory.Consolidation;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>Lets a language model choose the sentences that sum up a conversation.</summary>
/// <remarks>It chooses and makes nothing up, so that a summary too holds nothing that nobody said, and goes with the
/// turns that it quotes. Where it fails the sentences that cover most are taken.</remarks>
internal sealed partial class ModelSummarizer(ModelCaller model, IOptions<ModelExtractionOptions> options)
{
    /// <summary>What stands in the log as the extractor of its summaries.</summary>
    public const string Name = "model/" + SummaryPrompt.Version;

    private readonly ModelExtractionOptions _options = options.Value;

    /// <summary>Chooses.</summary>
    /// <returns>The choice, or null where none was made, and what it cost.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled by the caller.</exception>
    public async Task<(SummaryChoice? Choice, Spending Spent)> ChooseAsync(
        SummaryDraft draft, ModelBudget budget, CancellationToken cancellationToken)
    {
        var call = await model.AskAsync(
            SummaryPrompt.For(draft.Sentences, _options.TurnCharsMax),
            text => Numbers(text, draft.Sentences.Count),
            budget,
            cancellationToken);
        return call.Answer is { } numbers
            ? (ChoiceOf(draft, numbers), call.Spent)
            : (null, call.Spent);
    }

    private static SummaryChoice ChoiceOf(SummaryDraft draft, int[] numbers) =>
        new(draft.Id, [.. numbers.Select(number => draft.Sentences[number - 1])], Name);

    /// <summary>Reads the numbers of sentences, in whatever form they come; null where there is none.</summary>
    private int[]? Numbers(string text, int count)
    {
        int[] numbers =
        [
            .. Number().Matches(text.Length <= _options.AnswerCharsMax ? text : text[.._options.AnswerCharsMax])
                .Select(match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
                .Where(number => number >= 1 && number <= count).Distinct(),
        ];
        return numbers.Length == 0 ? null : numbers;
    }

    [GeneratedRegex(@"(?<![\d.])\d{1,4}(?![\d.]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
