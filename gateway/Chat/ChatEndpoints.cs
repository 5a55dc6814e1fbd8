using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Chat;

/// <summary>The route of chat completions.</summary>
internal static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/v1/chat").WithTags("Models").ProducesErrors();
        chat.MapPost("/completions", (HttpContext context, ChatHandler handler) => handler.CompleteAsync(context))
            .WithSummary("OpenAI's chat completions, with memory.")
            .TakesJson<JsonObject>().TakesUserHeader()
            .WithParameter(new(AgentsHeaders.Conversation, "header", "The conversation that this continues."))
            .WithParameter(new(AgentsHeaders.Memory, "header", "on, off, read or write."))
            .Produces<JsonObject>().Fails(404, 429, 502, 504);
    }
}
