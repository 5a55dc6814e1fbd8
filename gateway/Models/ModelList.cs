namespace Agents.Gateway.Models;

/// <summary>The body of <c>GET /v1/models</c>.</summary>
internal sealed record ModelList(string Object, IReadOnlyList<ModelInfo> Data);
