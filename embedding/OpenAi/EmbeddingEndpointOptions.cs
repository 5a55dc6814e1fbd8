namespace Agents.Embedding.OpenAi;

/// <summary>An OpenAI-compatible embeddings endpoint that is used instead of a local model.</summary>
public sealed class EmbeddingEndpointOptions
{
    /// <summary>Gets or sets the base URL, <c>/v1</c> included; <c>/embeddings</c> is appended.</summary>
    /// <value>There is no default: it must be set.</value>
    public Uri? BaseUrl { get; set; }

    /// <summary>Gets or sets the model's name, sent as it stands.</summary>
    /// <value>There is no default: it must be set.</value>
    public string? Model { get; set; }

    /// <summary>Gets or sets the length of the model's vectors; another length in an answer is an error.</summary>
    /// <value>There is no default: it must be set.</value>
    public int Dimension { get; set; }

    /// <summary>Gets or sets the key, sent as a bearer token.</summary>
    /// <value>The default is null: none is sent.</value>
    public string? Key { get; set; }

    /// <summary>Gets or sets how long one attempt may take.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a failed attempt is repeated (no connection, time-out, 429, 5xx).</summary>
    /// <value>The default is 3.</value>
    public int RetriesMax { get; set; } = 3;

    /// <summary>Gets or sets the longest wait before a repetition; a longer <c>Retry-After</c> is cut to it.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan RetryWaitMax { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the most texts of one HTTP request.</summary>
    /// <value>The default is 256.</value>
    public int InputsMax { get; set; } = 256;

    /// <summary>Gets or sets the most characters of a text that are sent; the rest is cut.</summary>
    /// <value>The default is 8,000, which stays below 8,192 tokens in most scripts.</value>
    public int InputCharsMax { get; set; } = 8_000;
}
