namespace Agents.Contracts;

/// <summary>A question whose answer is a block of text that fits a prompt.</summary>
public record RecallRequest : SearchRequest
{
    /// <summary>Gets the most tokens of the block, counted with the o200k tokenizer.</summary>
    /// <value>The default is 1,000, at most 32,000.</value>
    public int? BudgetTokens { get; init; }

    /// <summary>Gets the block's order.</summary>
    /// <value>The default is <see cref="RecallOrder.Relevance"/>.</value>
    public RecallOrder? Order { get; init; }
}
