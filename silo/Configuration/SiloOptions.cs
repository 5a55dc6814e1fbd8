namespace Agents.Silo.Configuration;

/// <summary>What an operator sets. Every property has the same name as an option of the command line, a key below
/// <c>Agents</c> in appsettings, and an environment variable that begins with <c>AGENTS_</c>.</summary>
public sealed class SiloOptions
{
    internal const string LateReranker = "late";
    internal const string GatewayRole = "gateway";
    internal const string MemoryRole = "memory";
    internal const string EmbeddingRole = "embedding";

    /// <summary>Gets or sets where the gateway listens. Anything but loopback needs <see cref="Keys"/>.</summary>
    /// <value>The default is <c>http://127.0.0.1:5080</c>; port 0 takes a free one.</value>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Gets or sets the folder of the logs and of the key ring. It is created.</summary>
    /// <value>The default is <c>agents</c> in the platform's application-data folder, and <c>agents-demo</c> beside it
    /// with <see cref="Demo"/>: the sample is nobody's memory.</value>
    public string? Data { get; set; }

    /// <summary>Gets or sets the folder of a sentence model to embed with instead of the default one.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets what looks at the best candidates of a question once more: the folder of a cross-encoder,
    /// or <c>late</c> for the sentence model's own late interaction. Without it nothing does.</summary>
    public string? Reranker { get; set; }

    /// <summary>Gets or sets the base URL, with <c>/v1</c>, of an OpenAI-compatible LLM. Without it answers come from
    /// memory alone.</summary>
    public string? Llm { get; set; }

    /// <summary>Gets or sets the LLM's model for requests that name none, or <c>default</c>.</summary>
    public string? LlmModel { get; set; }

    /// <summary>Gets or sets the LLM's key. Set it by the environment only: <c>AGENTS_LLM_KEY</c>.</summary>
    public string? LlmKey { get; set; }

    /// <summary>Gets or sets the base URL, with <c>/v1</c>, of an OpenAI-compatible embeddings endpoint to use instead
    /// of a local model.</summary>
    public string? Embeddings { get; set; }

    /// <summary>Gets or sets that endpoint's model.</summary>
    public string? EmbeddingsModel { get; set; }

    /// <summary>Gets or sets that model's dimension.</summary>
    public int? EmbeddingsDimension { get; set; }

    /// <summary>Gets or sets that endpoint's key. Set it by the environment only:
    /// <c>AGENTS_EMBEDDINGS_KEY</c>.</summary>
    public string? EmbeddingsKey { get; set; }

    /// <summary>Gets or sets the key file. Without it the gateway serves loopback only, as tenant
    /// <c>local</c>.</summary>
    public string? Keys { get; set; }

    /// <summary>Gets or sets the user of chat requests that name none; on loopback without keys only.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets a value indicating whether to replay the sample conversation and to ask about
    /// it.</summary>
    public bool Demo { get; set; }

    /// <summary>Gets or sets the folder that models are cached in.</summary>
    /// <value>The default is the platform's cache folder.</value>
    public string? Cache { get; set; }

    /// <summary>Gets or sets <c>cpu</c> or <c>cuda</c>.</summary>
    /// <value>The default is <c>cpu</c>.</value>
    public string Accelerator { get; set; } = "cpu";

    /// <summary>Gets or sets what this node does, as names with commas between: <c>gateway</c> serves the HTTP
    /// interface, <c>memory</c> owns users, <c>embedding</c> embeds for other nodes.</summary>
    /// <value>The default is <c>gateway,memory,embedding</c>. A node without <c>memory</c> and <c>embedding</c> owns
    /// nothing and calls those that do.</value>
    public string Roles { get; set; } = $"{GatewayRole},{MemoryRole},{EmbeddingRole}";

    /// <summary>Gets or sets Orleans' port between silos.</summary>
    /// <value>The default is 0: a free loopback port.</value>
    public int SiloPort { get; set; }

    /// <summary>Gets or sets Orleans' port for its clients.</summary>
    /// <value>The default is 0: a free loopback port.</value>
    public int GatewayPort { get; set; }

    /// <summary>Gets or sets a value indicating whether recall stages may take as long as they need.</summary>
    public bool DeadlinesOff { get; set; }

    /// <summary>Gets whether <see cref="Reranker"/> names late interaction and no folder.</summary>
    internal bool RerankerIsLate => Reranker == LateReranker;

    /// <summary>Gets each role of <see cref="Roles"/>.</summary>
    internal string[] RoleList =>
        Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal bool IsGateway => RoleList.Contains(GatewayRole);

    internal bool IsMemory => RoleList.Contains(MemoryRole);

    internal bool IsEmbedding => RoleList.Contains(EmbeddingRole);

    /// <summary>Gets whether this node is a silo: it owns grains. Another one is a client of those.</summary>
    internal bool IsSilo => IsMemory || IsEmbedding;

    /// <summary>Gets each address of <see cref="Urls"/>.</summary>
    internal string[] UrlList =>
        Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Gets the arguments that are settings of the framework, as <c>--Section:Key=value</c>.</summary>
    internal IList<string> HostArguments { get; } = [];
}
