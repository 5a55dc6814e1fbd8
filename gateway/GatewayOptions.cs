namespace Agents.Gateway;

/// <summary>The settings of the gateway. They are validated when the host starts.</summary>
public sealed class GatewayOptions
{
    /// <summary>Gets or sets the path of the key file.</summary>
    /// <value>The default is null: every caller on the loopback interface is the tenant <c>local</c>, others are
    /// refused.</value>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Gets or sets the user of chat requests that name none. Only allowed without <see cref="KeyFile"/>.
    /// </summary>
    /// <value>The default is null: such requests have no memory.</value>
    public string? DefaultUser { get; set; }

    /// <summary>Gets or sets the claim of an authenticated principal that names the user.</summary>
    /// <value>The default is <c>sub</c>.</value>
    public string UserClaim { get; set; } = "sub";

    /// <summary>Gets or sets the base address of the language model, with <c>/v1</c>.</summary>
    /// <value>The default is null: the registered chat client answers, or else the offline one.</value>
    public Uri? LlmUrl { get; set; }

    /// <summary>Gets or sets the model for requests that name none or <c>default</c>.</summary>
    public string? LlmModel { get; set; }

    /// <summary>Gets or sets the key that is sent to <see cref="LlmUrl"/>.</summary>
    /// <value>The default is null: the caller's own key is passed on where there is no <see cref="KeyFile"/>, else
    /// none.</value>
    public string? LlmKey { get; set; }

    /// <summary>
    /// Gets or sets the service key of the chat client that answers where there is no <see cref="LlmUrl"/>.
    /// </summary>
    /// <value>The default is null: the chat client that is registered without a key.</value>
    public string? ChatClientKey { get; set; }

    /// <summary>Gets or sets how long one attempt to connect to <see cref="LlmUrl"/> may take.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan LlmConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long the language model may take to begin its answer.</summary>
    /// <value>The default is 5 minutes, since an answer that is not streamed begins when it is complete.</value>
    public TimeSpan LlmFirstByteTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long the language model may pause within its answer.</summary>
    /// <value>The default is 2 minutes.</value>
    public TimeSpan LlmIdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long a chat request waits for its memories before it goes on without.</summary>
    /// <value>The default is 1 second: a user's first request also opens the log.</value>
    public TimeSpan RecallTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long a chat request waits for a turn to be durable before it goes on and says so.
    /// </summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan AppendTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the most tokens that are injected into a chat request.</summary>
    /// <value>The default is 1,000, at most 32,000.</value>
    public int RecallBudgetTokens { get; set; } = Contracts.MemoryLimits.BudgetTokensDefault;

    /// <summary>Gets the limits of requests.</summary>
    public GatewayLimits Limits { get; } = new();
}
