using System.ClientModel;
using System.Net;
using System.Runtime.InteropServices;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using OpenAI;
using OpenAI.Embeddings;

namespace Agents.Gateway.Tests.Embeddings;

public sealed class EmbeddingTests
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task A_text_and_a_list_are_embedded_in_order()
    {
        await using var host = await GatewayHost.StartAsync();
        var one = await host.PostAsync(Path, """{"model":"default","input":"abc"}""").JsonAsync();
        Assert.Equal(HashEmbeddingGenerator.Model, one.GetProperty("model").GetString());
        Assert.Equal(3, one.GetProperty("data")[0].GetProperty("embedding")[0].GetSingle());
        Assert.True(one.GetProperty("usage").GetProperty("total_tokens").GetInt64() > 0);
        var two = await host.PostAsync(Path, $$"""{"model":"{{HashEmbeddingGenerator.Model}}","input":["a","bcde"]}""")
            .JsonAsync();
        Assert.Equal(
            [0, 1], two.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.Equal(4, two.GetProperty("data")[1].GetProperty("embedding")[0].GetSingle());
    }

    [Fact]
    public async Task Base64_is_little_endian_floats()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await host.PostAsync(Path, """{"input":"abc","encoding_format":"base64","dimensions":3}""")
            .JsonAsync();
        var bytes = answer.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(HashEmbeddingGenerator.VectorOf("abc"), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task The_official_client_reads_them()
    {
        await using var host = await GatewayHost.StartAsync();
        var client = new EmbeddingClient(
            "default", new ApiKeyCredential("x"), new OpenAIClientOptions { Endpoint = new Uri(host.Url, "/v1") });
        OpenAIEmbedding embedding = await client.GenerateEmbeddingAsync(
            "你好", null, TestContext.Current.CancellationToken);
        Assert.Equal(HashEmbeddingGenerator.VectorOf("你好"), embedding.ToFloats().ToArray());
    }

    [Theory]
    [InlineData("{}", 400, ErrorCodes.InvalidRequest, "input")]
    [InlineData("""{"input":[]}""", 400, ErrorCodes.InvalidRequest, "input")]
    [InlineData("""{"input":""}""", 400, ErrorCodes.InvalidRequest, "input")]
    [InlineData("""{"input":["a",""]}""", 400, ErrorCodes.InvalidRequest, "input[1]")]
    [InlineData("""{"input":[1,2]}""", 400, ErrorCodes.InvalidRequest, "input[0]")]
    [InlineData("""{"input":[[1,2]]}""", 400, ErrorCodes.InvalidRequest, "input[0]")]
    [InlineData("""{"input":7}""", 400, ErrorCodes.InvalidRequest, "input")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", 400, ErrorCodes.InvalidRequest, "encoding_format")]
    [InlineData("""{"input":"a","dimensions":4}""", 400, ErrorCodes.InvalidRequest, "dimensions")]
    [InlineData("""{"input":"a","model":"other"}""", 404, ErrorCodes.ModelNotFound, "model")]
    public async Task A_bad_request_is_refused_by_field(string body, int status, string code, string param)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Path, body).ErrorAsync(status, code, param);
    }

    [Fact]
    public async Task An_endpoint_that_is_down_is_502_in_its_own_words()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Embeddings.Fault = new HttpRequestException("The embeddings endpoint cannot be reached: check it.");
        var error = await host.PostAsync(Path, """{"input":"abc"}""").ErrorAsync(502, ErrorCodes.UpstreamFailed);
        Assert.Equal(host.Embeddings.Fault.Message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_model_with_too_much_to_do_is_429()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Embeddings.Fault = new HttpRequestException("Too many texts wait.", null, HttpStatusCode.TooManyRequests);
        using var answer = await host.PostAsync(Path, """{"input":"abc"}""");
        Assert.Equal("1", answer.Header("Retry-After"));
        await Task.FromResult(answer).ErrorAsync(429, ErrorCodes.RateLimitExceeded);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(500, "background")]
    public async Task Much_text_waits_behind_the_questions_of_recalls(int count, string? priority)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Path, new { input = Enumerable.Repeat("ten chars.", count) }).JsonAsync();
        Assert.Equal(priority, host.Embeddings.Options?.AdditionalProperties?["agents.priority"]);
    }

    [Fact]
    public async Task Too_many_texts_are_refused_with_the_limit()
    {
        await using var host = await GatewayHost.StartAsync();
        var error = await host.PostAsync(Path, new { input = Enumerable.Repeat("x", 2_049) })
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "input");
        Assert.Contains("2048", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }
}
