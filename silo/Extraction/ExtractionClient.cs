using System.ClientModel;
using System.ClientModel.Primitives;
using Agents.Silo.Configuration;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Agents.Silo.Extraction;

/// <summary>Makes the chat client that reads turns, from the LLM that the gateway relays to.</summary>
internal static class ExtractionClient
{
    public const string Key = "extraction";

    /// <remarks>It never retries by itself: the extractor does, within its budget.</remarks>
    public static IChatClient Create(SiloOptions options)
    {
        var client = new OpenAIClient(
            new ApiKeyCredential(options.LlmKey ?? "none"),
            new OpenAIClientOptions { Endpoint = new Uri(options.Llm!), RetryPolicy = new ClientRetryPolicy(0) });
        return client.GetChatClient(options.LlmModel ?? "default").AsIChatClient();
    }
}
