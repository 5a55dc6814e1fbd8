using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Llm;

/// <summary>
/// Finds the chat client that answers where no upstream is configured: the keyed one, the registered one, or the
/// offline one.
/// </summary>
internal sealed class ChatClientSource(
    IServiceProvider services, IOptions<GatewayOptions> options, OfflineChatClient offline)
{
    public IChatClient Client { get; } = options.Value.ChatClientKey is { } key
        ? services.GetRequiredKeyedService<IChatClient>(key)
        : services.GetService<IChatClient>() ?? offline;

    /// <summary>Gets a value indicating whether the client has no language model and can only quote.</summary>
    public bool IsOffline => Client is OfflineChatClient;
}
