namespace Agents.Gateway.OpenApi;

/// <summary>Describes a parameter that a handler reads by itself.</summary>
/// <param name="Name">The name.</param>
/// <param name="In">Where it stands: query or header.</param>
/// <param name="Description">What it does.</param>
/// <param name="Required">Whether it must be given.</param>
internal sealed record ParameterMetadata(string Name, string In, string Description, bool Required = false);
