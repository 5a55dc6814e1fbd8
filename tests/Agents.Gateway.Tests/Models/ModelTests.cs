using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public async Task Without_an_upstream_the_offline_model_is_first_and_the_embedding_model_last()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(["agents-offline", HashEmbeddingGenerator.Model], await IdsAsync(host));
        var model = await host.GetAsync("/v1/models/agents-offline").JsonAsync();
        Assert.Equal(["id", "object", "created", "owned_by"], model.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal("model", model.GetProperty("object").GetString());
    }

    [Fact]
    public async Task An_upstreams_models_follow_the_configured_one()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(options =>
        {
            options.LlmModel = "org/big";
            options.LlmKey = "k";
        });
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.JsonAsync(
            context, 200, """{"object":"list","data":[{"id":"small"},{"id":"org/big"},{"no":1},7]}""");
        Assert.Equal(["org/big", "small", HashEmbeddingGenerator.Model], await IdsAsync(host));
        foreach (var name in new[] { "org/big", "org%2Fbig", "org%2fbig" })
        {
            var model = await host.GetAsync($"/v1/models/{name}").JsonAsync();
            Assert.Equal("org/big", model.GetProperty("id").GetString());
        }

        Assert.Single(upstream.Requests);
        Assert.Equal("/v1/models", upstream.Last.Path);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "not json")]
    [InlineData(200, "[]")]
    public async Task An_upstream_that_gives_no_list_does_not_hide_what_is_known(int status, string body)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(options => options.LlmModel = "big");
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.JsonAsync(context, status, body);
        Assert.Equal(["big", HashEmbeddingGenerator.Model], await IdsAsync(host));
    }

    [Fact]
    public async Task An_unknown_model_is_404()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync("/v1/models/nothing").ErrorAsync(404, ErrorCodes.ModelNotFound, "model");
    }

    private static async Task<IEnumerable<string?>> IdsAsync(GatewayHost host)
    {
        var list = await host.GetAsync("/v1/models").JsonAsync();
        Assert.Equal("list", list.GetProperty("object").GetString());
        return list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString());
    }
}
