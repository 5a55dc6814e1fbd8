using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace Agents.Embedding.OpenAi;

/// <summary>Embeds texts through an OpenAI-compatible endpoint.</summary>
/// <remarks>
/// Vectors have unit length and come in the order of the texts. Failures that may pass are repeated a few times, as the
/// server's <c>Retry-After</c> says; all others are errors at once. Redirects are not followed: they would carry
/// texts and key elsewhere. Thread-safe.
/// </remarks>
internal sealed class OpenAiEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int ResponseBytesMax = 64 << 20;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    private readonly EmbeddingEndpointOptions _options;
    private readonly Uri _url;
    private readonly HttpClient _client;
    private readonly TimeProvider _clock;

    /// <param name="options">Valid options.</param>
    /// <param name="handler">Sends requests; owned.</param>
    /// <param name="clock">Times attempts and waits.</param>
    public OpenAiEmbeddingGenerator(EmbeddingEndpointOptions options, HttpMessageHandler handler, TimeProvider clock)
    {
        _options = options;
        _url = new Uri(options.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/embeddings");
        _clock = clock;
        _client = new HttpClient(handler)
        {
            // Each attempt has its own limit.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = ResponseBytesMax,
        };
        if (!string.IsNullOrEmpty(options.Key))
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        }

        Metadata = new EmbeddingGeneratorMetadata("openai", options.BaseUrl, options.Model, options.Dimension);
    }

    public EmbeddingGeneratorMetadata Metadata { get; }

    /// <summary>
    /// Makes the handler for real requests: no redirects, no cookies, connections renewed for new addresses.
    /// </summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AutomaticDecompression = DecompressionMethods.All,
    };

    /// <exception cref="ArgumentException">A text is null, or the options ask for another model or
    /// dimension.</exception>
    /// <exception cref="EmbeddingEndpointException">The endpoint failed, or answered something unusable.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingRequestCheck.Check(options, Metadata);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        var total = 0L;
        foreach (var texts in values.Chunk(_options.InputsMax))
        {
            var request = EmbeddingWire.WriteRequest(_options.Model!, texts, _options.InputCharsMax);
            var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var (vectors, tokens) = EmbeddingWire.ReadResponse(response, texts.Length, _options.Dimension);
            total += tokens ?? 0;
            foreach (var vector in vectors)
            {
                var embedding = new Embedding<float>(vector) { ModelId = Metadata.DefaultModelId };
                if (tokens is not null && texts.Length == 1)
                {
                    embedding.AdditionalProperties = new() { [EmbeddingProperties.Tokens] = tokens.Value };
                }

                embeddings.Add(embedding);
            }
        }

        embeddings.Usage = new UsageDetails { InputTokenCount = total, TotalTokenCount = total };
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (body, failure, wait) = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            if (body is not null)
            {
                return body;
            }

            // No wait means that trying again would not help.
            if (wait is null || attempt >= _options.RetriesMax)
            {
                throw failure!;
            }

            var pause = wait > TimeSpan.Zero ? wait.Value : FirstWait * Math.Pow(2, attempt);
            await Task.Delay(pause < _options.RetryWaitMax ? pause : _options.RetryWaitMax, _clock, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // The body, or the failure and how long the server wants to be left alone (zero: it does not say).
    private async Task<(byte[]? Body, EmbeddingEndpointException? Failure, TimeSpan? Wait)> TryAsync(
        ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var content = new ReadOnlyMemoryContent(request);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _client.PostAsync(_url, content, linked.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(linked.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? (body, null, null)
                : (null, Describe(response.StatusCode, body), FindWait(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = new EmbeddingEndpointException(
                $"The embeddings endpoint {_url} did not answer within {_options.Timeout.TotalSeconds:0.###} s: "
                    + "check the "
                + "server, or raise the time limit.");
            return (null, failure, TimeSpan.Zero);
        }
        catch (HttpRequestException exception)
        {
            var failure = new EmbeddingEndpointException(
                $"The embeddings endpoint {_url} cannot be reached ({exception.Message}): check --embeddings "
                    + "URL and the "
                + "server.", exception);
            return (null, failure, TimeSpan.Zero);
        }
    }

    private TimeSpan? FindWait(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
        {
            return null;
        }

        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - _clock.GetUtcNow() : TimeSpan.Zero);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private EmbeddingEndpointException Describe(HttpStatusCode status, byte[] body)
    {
        var remedy = (int)status switch
        {
            401 or 403 => "check the key",
            404 => "check that the base URL ends in /v1 and that the model exists",
            429 => "the limit of the server is reached, send fewer texts or raise it",
            >= 300 and < 400 => "redirects are not followed, set the URL that it redirects to",
            >= 500 => "check the server",
            _ => "check the model and the texts",
        };
        return new EmbeddingEndpointException(
            $"The embeddings endpoint {_url} answered {(int)status}{EmbeddingWire.ReadError(body)}: {remedy}.");
    }
}
