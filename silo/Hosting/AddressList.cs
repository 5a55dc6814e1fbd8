using Agents.Silo.Configuration;

namespace Agents.Silo.Hosting;

/// <summary>What there is to visit, as the start prints it and <c>GET /</c> answers.</summary>
internal static class AddressList
{
    /// <summary>Lists the addresses below a root that ends with a slash.</summary>
    /// <param name="root">The root.</param>
    /// <param name="isGateway">Whether the node serves the HTTP interface; else only what operators look at.</param>
    public static string Of(string root, bool isGateway) => isGateway
        ? $"""
          LLM gateway   {root}v1          (any OpenAI client)
          memory REST   {root}v1/memories
          API pages     {root}scalar
          dashboard     {root}dashboard
          operator      {root}operator
          health        {root}health/ready
        """
        : $"""
          dashboard     {root}dashboard
          health        {root}health/ready
        """;

    public static void MapAddressList(this WebApplication app, SiloOptions options) => app
        .MapGet("/", (HttpRequest request) => Results.Text(
            $"Agents: native memory for any LLM\n{Of($"{request.Scheme}://{request.Host}/", options.IsGateway)}\n"))
        .ExcludeFromDescription();
}
