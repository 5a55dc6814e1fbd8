using Agents.Contracts;

namespace Agents.Grains.Consolidation;

/// <summary>What calls of a model cost.</summary>
/// <param name="InputTokens">The tokens that it read.</param>
/// <param name="OutputTokens">The tokens that it wrote.</param>
/// <param name="Money">Their price.</param>
internal readonly record struct Spending(long InputTokens, long OutputTokens, decimal Money)
{
    public long Tokens => InputTokens + OutputTokens;

    /// <summary>Sums up what the readings of one step cost.</summary>
    public static ConsolidationCost CostOf(Spending[] spent)
    {
        var all = spent.Aggregate(default(Spending), (left, right) => left + right);
        return new ConsolidationCost(spent.Count(one => one.Tokens > 0), all.InputTokens, all.OutputTokens, all.Money);
    }

    public static Spending operator +(Spending left, Spending right) => new(
        left.InputTokens + right.InputTokens, left.OutputTokens + right.OutputTokens, left.Money + right.Money);
}

/// <summary>The prices of 1,000,000 tokens.</summary>
internal readonly record struct ModelPrices(decimal Input, decimal Output)
{
    // No call has more; a provider that says so has a fault, and must not overflow what is counted.
    private const long TokensMax = 100_000_000;

    public Spending Of(long input, long output)
    {
        (input, output) = (Math.Clamp(input, 0, TokensMax), Math.Clamp(output, 0, TokensMax));
        return new Spending(input, output, ((input * Input) + (output * Output)) / 1_000_000);
    }
}
