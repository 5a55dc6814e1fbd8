using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Agents.Grains.Abstractions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agents.Gateway.Tests.Harness;

/// <summary>The gateway on a free loopback port, over the fake memory.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeMemory memory)
    {
        _app = app;
        Memory = memory;
        Url = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = Url,
        };
    }

    public FakeMemory Memory { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public HashEmbeddingGenerator Embeddings =>
        (HashEmbeddingGenerator)Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    public static async Task<GatewayHost> StartAsync(
        Action<GatewayOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.RequestHeaderEncodingSelector = _ => Encoding.UTF8);
        builder.Logging.ClearProviders();
        var memory = new FakeMemory();
        builder.Services.AddSingleton(memory.Factory());
        builder.Services.AddSingleton<IScopeKeys>(memory);
        builder.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(new HashEmbeddingGenerator());
        services?.Invoke(builder.Services);
        builder.Services.AddGateway(configure);
        var app = builder.Build();
        app.UseGateway();
        app.MapGateway();
        app.MapGet("/v1/broken", IResult () => throw new InvalidOperationException("a secret detail"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GatewayHost(app, memory);
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (name == "Host")
            {
                request.Headers.Host = value;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Json(json), headers);

    public Task<HttpResponseMessage> PostAsync(
        string path, object body, params (string Name, string Value)[] headers) =>
        PostAsync(path, JsonSerializer.Serialize(body), headers);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public static HttpContent Json(string json) => Bytes(Encoding.UTF8.GetBytes(json));

    public static HttpContent Bytes(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Ends every request, and the host.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
