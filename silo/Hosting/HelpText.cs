namespace Agents.Silo.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Text = """
        Agents: native memory for any LLM. Starts silo, gateway and dashboard in one process.

          --urls URL                   where to listen            http://127.0.0.1:5080
          --data DIR                   logs and key ring          "agents" in the platform's application-data folder
          --model DIR                  a sentence model to use    all-MiniLM-L6-v2, fetched once
          --reranker DIR|late          a cross-encoder, or the sentence model's words, for the best 50; off
          --llm URL                    OpenAI-compatible LLM, base URL with /v1; key in AGENTS_LLM_KEY
          --llm-model NAME             its model for requests that name none
          --embeddings URL             OpenAI-compatible embeddings instead of a local model;
                                       key in AGENTS_EMBEDDINGS_KEY
          --embeddings-model NAME      its model
          --embeddings-dimension N     its dimension
          --keys FILE                  API keys; without it loopback only
          --user NAME                  user of chats that name none (loopback without keys)
          --accelerator cpu|cuda       what runs the model        cpu
          --cache DIR                  where models are cached    the platform's cache folder
          --roles LIST                 what this node does: gateway,memory,embedding, all of them by default;
                                       the section Cluster joins nodes (docs/cluster.md)
          --silo-port N, --gateway-port N   Orleans' own ports    free loopback ports
          --deadlines-off              recall stages take the time they need
          --demo                       replay the sample conversation, restart, ask about it, go on serving;
                                       its data folder is "agents-demo"
          --help                       this page

        The same names stand in appsettings.json below "Agents" (LlmModel) and in the environment (AGENTS_LLM_MODEL).
        """;
}
