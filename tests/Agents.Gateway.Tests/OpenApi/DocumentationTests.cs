using System.Text.Json;
using System.Text.RegularExpressions;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.OpenApi;

public sealed class DocumentationTests
{
    [Fact]
    public async Task The_document_has_every_endpoint_in_snake_case_with_the_error_shape()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.GetAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(await answer.TextAsync());
        var paths = document.RootElement.GetProperty("paths");
        foreach (var (method, path) in new[]
        {
            ("post", "/v1/memories"), ("get", "/v1/memories"), ("delete", "/v1/memories"),
                ("post", "/v1/memories/search"),
            ("post", "/v1/memories/recall"), ("post", "/v1/memories/explain"), ("get", "/v1/memories/stats"),
            ("get", "/v1/memories/{id}"), ("patch", "/v1/memories/{id}"), ("delete", "/v1/memories/{id}"),
            ("get", "/v1/memories/{id}/history"), ("get", "/v1/memories/{id}/sources"),
            ("get", "/v1/memories/{id}/recalled"), ("post", "/v1/memories/{id}/restore"),
            ("post", "/v1/consolidations"), ("get", "/v1/consolidations"), ("get", "/v1/consolidations/{id}"),
            ("post", "/v1/consolidations/{id}/cancel"), ("post", "/v1/consolidations/{id}/undo"),
            ("get", "/v1/retention"), ("put", "/v1/retention"), ("delete", "/v1/retention"),
            ("get", "/v1/retention/tenant"), ("put", "/v1/retention/tenant"), ("delete", "/v1/retention/tenant"),
            ("post", "/v1/chat/completions"), ("get", "/v1/models"), ("post", "/v1/embeddings"),
        })
        {
            var operation = paths.GetProperty(path).GetProperty(method);
            Assert.NotEqual("", operation.GetProperty("summary").GetString());
            Assert.Contains(
                "ErrorResponse",
                operation.GetProperty("responses").GetProperty("400").ToString(),
                StringComparison.Ordinal);
        }

        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        Assert.True(
            schemas.GetProperty("RecallRequest").GetProperty("properties").TryGetProperty("budget_tokens", out _));
        Assert.Equal(
            ["message", "type", "param", "code"],
            schemas.GetProperty("ErrorDetail").GetProperty("properties").EnumerateObject().Select(pair => pair.Name));
        Assert.Contains("preference", schemas.GetProperty("MemoryKind").ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "cursor", paths.GetProperty("/v1/memories").GetProperty("get").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("post", "/v1/memories", "200,201,400,401,403,410,413,415,422,429,500,503,507")]
    [InlineData("get", "/v1/memories", "200,400,401,403,500,503")]
    [InlineData("delete", "/v1/memories", "200,400,401,403,404,409,413,415,500,503,507")]
    [InlineData("post", "/v1/memories/search", "200,400,401,403,413,415,500,503")]
    [InlineData("get", "/v1/memories/{id}", "200,400,401,403,404,405,410,500,503")]
    [InlineData("patch", "/v1/memories/{id}", "200,400,401,403,404,405,410,413,415,500,503,507")]
    [InlineData("delete", "/v1/memories/{id}", "200,400,401,403,404,405,409,410,413,415,500,503,507")]
    [InlineData("post", "/v1/memories/{id}/restore", "200,400,401,403,404,410,413,415,500,503,507")]
    [InlineData("get", "/v1/retention", "200,400,401,403,500,503")]
    [InlineData("put", "/v1/retention", "200,400,401,403,413,415,422,500,503,507")]
    [InlineData("delete", "/v1/retention", "200,400,401,403,413,415,500,503,507")]
    [InlineData("get", "/v1/retention/tenant", "200,400,401,403,500,503")]
    [InlineData("put", "/v1/retention/tenant", "200,400,401,403,413,415,422,500,503,507")]
    [InlineData("delete", "/v1/retention/tenant", "200,400,401,403,500,503,507")]
    [InlineData("post", "/v1/chat/completions", "200,400,401,403,404,413,415,429,500,502,503,504")]
    public async Task An_operation_has_every_status_that_it_can_answer(string method, string path, string statuses)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.GetAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(await answer.TextAsync());
        var responses = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method)
            .GetProperty("responses");
        var listed = responses.EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal);
        Assert.Equal(statuses, string.Join(',', listed));
    }

    [Fact]
    public async Task The_document_leaves_out_what_the_host_maps_beside_the_gateway()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.GetAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(await answer.TextAsync());
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Contains("/health/ready", paths);
        Assert.DoesNotContain("/v1/broken", paths);
    }

    [Fact]
    public async Task The_page_takes_everything_from_this_process()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.GetAsync("/scalar/");
        Assert.Equal(200, (int)answer.StatusCode);
        var page = await answer.TextAsync();
        var sources = Regex.Matches(page, "(?:src|href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotContain("//", source, StringComparison.Ordinal));
        Assert.DoesNotMatch("https?://(?!localhost|127)", page);
        var script = sources.First(source => source.EndsWith(".js", StringComparison.Ordinal));
        using var code = await host.GetAsync(new Uri(new Uri(host.Url, "/scalar/"), script).PathAndQuery);
        Assert.Equal(200, (int)code.StatusCode);
    }
}
