namespace Agents.Grains.Consolidation;

/// <summary>How turns are read with a language model, and what it may cost. Validated when the host starts.</summary>
/// <remarks>Limits of money are in the currency of the prices. A limit that is reached never stops a turn from being
/// read: the rules read it.</remarks>
public sealed class ModelExtractionOptions
{
    /// <summary>Gets or sets a value indicating whether the silo has its LLM read turns.</summary>
    /// <value>The default is <see langword="false"/>: the rules read them, at no cost.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets the service key of the chat client that reads turns.</summary>
    /// <value>The default is null: the chat client that is registered without a key.</value>
    public string? ChatClientKey { get; set; }

    /// <summary>Gets or sets the model to ask for.</summary>
    /// <value>The default is null: the chat client's own.</value>
    public string? Model { get; set; }

    /// <summary>Gets or sets how long a call of the model may take, in milliseconds, 1 to 600,000.</summary>
    /// <value>The default is 30,000.</value>
    public int TimeoutMs { get; set; } = 30_000;

    /// <summary>Gets or sets how many characters of a turn the model is shown, 100 to 20,000.</summary>
    /// <value>The default is 20,000, as much as the rules read.</value>
    public int TurnCharsMax { get; set; } = 20_000;

    /// <summary>Gets or sets how many tokens an answer may have, 64 to 32,768.</summary>
    /// <value>The default is 2,000: some thirty claims.</value>
    public int AnswerTokensMax { get; set; } = 2_000;

    /// <summary>Gets or sets how many characters of an answer are read, 256 to 1,000,000; the rest is cut
    /// off.</summary>
    /// <value>The default is 32,768.</value>
    public int AnswerCharsMax { get; set; } = 32_768;

    /// <summary>Gets or sets how many claims one turn gives at most, 1 to 32.</summary>
    /// <value>The default is 32.</value>
    public int ClaimsMax { get; set; } = 32;

    /// <summary>Gets or sets how many tokens, read and written, one user's turns may cost in a day of UTC, from 0;
    /// null for no limit. Counted in memory: a user whose memory was put to rest and woken begins anew.</summary>
    /// <value>The default is 200,000: some hundred turns.</value>
    public long? TokensPerUserPerDay { get; set; } = 200_000;

    /// <summary>Gets or sets how many tokens the turns of a tenant's users may cost in a day of UTC, from 0; null for
    /// no limit. Counted by each silo for itself.</summary>
    /// <value>The default is 5,000,000.</value>
    public long? TokensPerTenantPerDay { get; set; } = 5_000_000;

    /// <summary>Gets or sets the price of 1,000,000 tokens that the model reads, 0 to 1,000,000.</summary>
    /// <value>The default is 0: a model of one's own.</value>
    public decimal PricePerMillionInputTokens { get; set; }

    /// <summary>Gets or sets the price of 1,000,000 tokens that the model writes, 0 to 1,000,000.</summary>
    /// <value>The default is 0: a model of one's own.</value>
    public decimal PricePerMillionOutputTokens { get; set; }

    /// <summary>Gets or sets what one user's turns may cost in a day of UTC, from 0; needs a price. Counted as
    /// <see cref="TokensPerUserPerDay"/> is.</summary>
    /// <value>The default is null: no limit.</value>
    public decimal? MoneyPerUserPerDay { get; set; }

    /// <summary>Gets or sets what the turns of a tenant's users may cost in a day of UTC, from 0; needs a price.
    /// Counted as <see cref="TokensPerTenantPerDay"/> is.</summary>
    /// <value>The default is null: no limit.</value>
    public decimal? MoneyPerTenantPerDay { get; set; }
}
