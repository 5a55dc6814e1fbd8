using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Agents.Gateway.OpenApi;

/// <summary>The OpenAPI document and a page to read it. Everything the page needs is served by this process.</summary>
internal static class DocumentationEndpoints
{
    /// <summary>The name of the document, and of the group of endpoints that stand in it.</summary>
    public const string Document = "v1";

    public static void AddDocumentation(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        // A host maps endpoints of its own too, such as those of a dashboard. They are no part of the interface.
        options.ShouldInclude = endpoint => endpoint.GroupName == Document;
        options.AddOperationTransformer<DescribedParameters>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Agents";
            document.Info.Version = "v1";
            document.Info.Description = "Memory for any language model, and OpenAI's interface with memory.";

            // The address would repeat the caller's Host; clients resolve against the document's own address.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference("/scalar", options => options
            .WithTitle("Agents")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton());
    }
}
