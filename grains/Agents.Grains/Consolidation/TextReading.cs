using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;

namespace Agents.Grains.Consolidation;

/// <summary>Reads texts for what they say, each by itself: one that cannot be read keeps no other waiting.</summary>
/// <remarks>By the model where there is one, and by the rules what it does not read.</remarks>
/// <param name="model">Reads texts; null, and the rules do.</param>
/// <param name="budgets">What that may cost.</param>
/// <param name="rules">The rules; null for <see cref="RuleExtractor.Extract"/>.</param>
internal sealed class TextReading(
    ModelExtractor? model, ModelBudgets? budgets, Func<string, DateTimeOffset, IReadOnlyList<Claim>>? rules = null)
    : IDisposable
{
    /// <summary>How many texts the rules of a silo read at once: they do nothing but compute, and more of them than
    /// half of the processors would keep questions waiting, and the probes by which silos know who lives.</summary>
    public static readonly int RulesAtOnceMax = Math.Max(1, Environment.ProcessorCount / 2);

    private const int TextsByRules = 64;
    private const int TextsByModel = 8;

    private readonly SemaphoreSlim _rulesAtOnce = new(RulesAtOnceMax);
    private readonly Func<string, DateTimeOffset, IReadOnlyList<Claim>> _rules = rules ?? RuleExtractor.Extract;

    /// <summary>Gets how many texts one step reads: few where each takes seconds.</summary>
    public int TextsMax => model is null ? TextsByRules : TextsByModel;

    /// <summary>Opens the budget of a user; null where nothing costs.</summary>
    public ModelBudget? Open(string tenant) => budgets?.Open(tenant);

    public async Task<(IReadOnlyList<ReadText> Texts, ConsolidationCost? Cost)> ReadAsync(
        IReadOnlyList<SourceText> texts, ModelBudget? budget, CancellationToken cancellationToken)
    {
        if (model is null || budget is null)
        {
            return (await Task.WhenAll(texts.Select(text => ByRulesAsync(text, null, cancellationToken))), null);
        }

        var read = await Task.WhenAll(texts.Select(text => ByModelAsync(model, text, budget, cancellationToken)));
        return ([.. read.Select(one => one.Read)], Spending.CostOf([.. read.Select(one => one.Spent)]));
    }

    public void Dispose() => _rulesAtOnce.Dispose();

    private async Task<(ReadText Read, Spending Spent)> ByModelAsync(
        ModelExtractor model, SourceText text, ModelBudget budget, CancellationToken cancellationToken)
    {
        var reading = await model.ReadAsync(text, budget, cancellationToken);
        if (reading.Skipped is { } why)
        {
            return (await ByRulesAsync(text, $"{why}; the rules read it", cancellationToken), reading.Spent);
        }

        var refused = reading.Refused.Values.Sum() == 0 ? null : "statements of the model were refused: "
            + string.Join(", ", reading.Refused.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"));
        return (new ReadText(text, reading.Claims, ModelExtractor.Name, refused), reading.Spent);
    }

    private async Task<ReadText> ByRulesAsync(SourceText text, string? unread, CancellationToken cancellationToken)
    {
        await _rulesAtOnce.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => ByRules(text, unread), cancellationToken);
        }
        finally
        {
            _rulesAtOnce.Release();
        }
    }

    private ReadText ByRules(SourceText text, string? unread)
    {
        try
        {
            return new ReadText(text, _rules(text.Text, text.Time), RuleExtractor.Name, unread);
        }
#pragma warning disable CA1031 // A text on which a rule fails is passed over, or it would be read for ever.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new ReadText(
                text, [], RuleExtractor.Name, $"the rules could not read it ({error.GetType().Name})");
        }
    }
}
