namespace Agents.Silo.Hosting;

/// <summary>What there is to visit, as the start prints it and <c>GET /</c> answers.</summary>
internal static class AddressList
{
    /// <summary>Lists the addresses below a root that ends with a slash.</summary>
    public static string Of(string root) => $"""
          LLM gateway   {root}v1          (any OpenAI client)
          memory REST   {root}v1/memories
          API pages     {root}scalar
          dashboard     {root}dashboard
          operator      {root}operator
          health        {root}health/ready
        """;

    public static void MapAddressList(this WebApplication app) => app
        .MapGet("/", (HttpRequest request) => Results.Text(
            $"Agents: native memory for any LLM\n{Of($"{request.Scheme}://{request.Host}/")}\n"))
        .ExcludeFromDescription();
}
