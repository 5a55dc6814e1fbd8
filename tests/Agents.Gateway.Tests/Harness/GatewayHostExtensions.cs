namespace Agents.Gateway.Tests.Harness;

/// <summary>Short forms of what many tests do first.</summary>
internal static class GatewayHostExtensions
{
    public static Task AddAsync(this GatewayHost host, string user, string id, string text) => host.PostAsync(
        "/v1/memories", new { user, messages = new[] { new { id, role = "user", content = text } } }).JsonAsync(201);
}
