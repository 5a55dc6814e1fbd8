using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Agents.Embedding.OpenAi;
using Agents.Embedding.Tests.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Embedding.Tests.OpenAi;

public sealed class OpenAiEmbeddingGeneratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_names_model_texts_and_key_and_asks_for_base64()
    {
        using var handler = new FakeHandler(FakeHandler.Json(HttpStatusCode.OK, Base64([3, 4], [0, 2])));
        using var generator = Generator(handler);

        var embeddings = await generator.GenerateAsync(["a", ""], null, Token);

        var (request, body) = Assert.Single(handler.Requests);
        Assert.Equal("http://127.0.0.1:9/v1/embeddings", request.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer secret", request.Headers.Authorization!.ToString());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
        Assert.Equal("""{"model":"embed-2","encoding_format":"base64","input":["a"," "]}""", body);
        Assert.Equal([0.6f, 0.8f], embeddings[0].Vector.ToArray());
        Assert.Equal([0f, 1f], embeddings[1].Vector.ToArray());
        Assert.Equal("embed-2", embeddings[0].ModelId);
        Assert.Equal(5, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Arrays_of_numbers_in_any_order_are_accepted()
    {
        using var handler = new FakeHandler(FakeHandler.Json(
            HttpStatusCode.OK,
            """{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[2.5e0,0]}]}"""));
        using var generator = Generator(handler);

        var embeddings = await generator.GenerateAsync(["a", "b"], null, Token);

        Assert.Equal([1f, 0f], embeddings[0].Vector.ToArray());
        Assert.Equal([0f, 1f], embeddings[1].Vector.ToArray());
    }

    [Fact]
    public async Task Many_texts_go_in_several_requests_and_long_ones_are_cut_between_characters()
    {
        using var handler = new FakeHandler((_, body) => FakeHandler.Json(
            HttpStatusCode.OK,
            Base64([.. Inputs(body).Select(text => new float[] { text.Length, 0 })])).Invoke(null!, ""));
        using var generator = Generator(handler, options =>
        {
            options.InputsMax = 2;
            options.InputCharsMax = 16;
        });

        var embeddings = await generator.GenerateAsync(
            ["a", "b", "c", "d", new string('x', 15) + "\U0001F355"], null, Token);

        Assert.Equal(5, embeddings.Count);
        Assert.Equal([2, 2, 1], handler.Requests.Select(request => Inputs(request.Body).Length));
        Assert.Equal(new string('x', 15), Inputs(handler.Requests[2].Body)[0]);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_passing_failure_is_tried_again_after_a_wait(HttpStatusCode status)
    {
        using var handler = new FakeHandler(
            FakeHandler.Json(status, ""), FakeHandler.Json(HttpStatusCode.OK, Base64([1, 0])));
        var clock = new AdvancingTimeProvider();
        using var generator = Generator(handler, clock: clock);

        Assert.Single(await generator.GenerateAsync(["a"], null, Token));

        Assert.Equal(2, handler.Requests.Count);
        Assert.Equal([TimeSpan.FromMilliseconds(250)], clock.Waits);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(3_600, 20)]
    public async Task Retry_after_is_kept_up_to_the_limit(int stated, int kept)
    {
        using var handler = new FakeHandler(
            (_, _) =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests)
                {
                    Content = new StringContent(""),
                };
                response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(stated));
                return response;
            },
            FakeHandler.Json(HttpStatusCode.OK, Base64([1, 0])));
        var clock = new AdvancingTimeProvider();
        using var generator = Generator(handler, clock: clock);

        await generator.GenerateAsync(["a"], null, Token);

        Assert.Equal([TimeSpan.FromSeconds(kept)], clock.Waits);
    }

    [Fact]
    public async Task Retries_end_and_the_last_failure_is_told_in_the_server_s_words()
    {
        using var handler = new FakeHandler(FakeHandler.Json(
            HttpStatusCode.TooManyRequests, """{"error":{"message":"slow\ndown"}}"""));
        using var generator = Generator(handler, clock: new AdvancingTimeProvider());

        var failure = await FailAsync(generator);

        Assert.Equal(4, handler.Requests.Count);
        Assert.Contains("429: slow down: ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "check the key")]
    [InlineData(HttpStatusCode.NotFound, "/v1")]
    [InlineData(HttpStatusCode.BadRequest, "check the model")]
    [InlineData(HttpStatusCode.Found, "redirects are not followed")]
    public async Task A_lasting_failure_is_told_at_once_with_the_remedy(HttpStatusCode status, string remedy)
    {
        using var handler = new FakeHandler(FakeHandler.Json(status, "<html>"));
        using var generator = Generator(handler);

        var failure = await FailAsync(generator);

        Assert.Single(handler.Requests);
        Assert.Contains(((int)status).ToString(CultureInfo.InvariantCulture), failure, StringComparison.Ordinal);
        Assert.Contains(remedy, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_and_then_told()
    {
        using var handler = new FakeHandler((_, _) => throw new HttpRequestException("connection refused"));
        using var generator = Generator(handler, clock: new AdvancingTimeProvider());

        var failure = await FailAsync(generator);

        Assert.Equal(4, handler.Requests.Count);
        Assert.Contains("cannot be reached", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0,0]}]}""", "have 3 numbers, not 2")]
    [InlineData("""{"data":[{"index":0,"embedding":[1e39,0]}]}""", "not finite")]
    [InlineData("""{"data":[]}""", "0 vectors for 1 texts")]
    [InlineData("""{"data":[{"index":1,"embedding":[1,0]}]}""", "index 1 for 1 texts")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0]},{"index":0,"embedding":[1,0]}]}""", "index 0 for 1 texts")]
    [InlineData("""{"data":[{"index":0,"embedding":"%%%"}]}""", "no list of embeddings")]
    [InlineData("""{"data":[{"index":0}]}""", "no list of embeddings")]
    [InlineData("""{"data":7}""", "no list of embeddings")]
    [InlineData("""[]""", "no list of embeddings")]
    [InlineData("<html>", "no list of embeddings")]
    public async Task An_unusable_answer_is_refused(string body, string message)
    {
        using var handler = new FakeHandler(FakeHandler.Json(HttpStatusCode.OK, body));
        using var generator = Generator(handler);

        Assert.Contains(message, await FailAsync(generator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up_after_the_time_limit()
    {
        var clock = new FakeTimeProvider();
        using var handler = new StalledHandler();
        using var generator = Generator(handler, options => options.RetriesMax = 0, clock);

        var answer = generator.GenerateAsync(["a"], null, Token);
        await handler.Begun.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(31));

        var failure = await Assert.ThrowsAsync<EmbeddingEndpointException>(() => answer);
        Assert.Contains("within 30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_is_no_failure_of_the_endpoint()
    {
        using var handler = new StalledHandler();
        using var generator = Generator(handler);
        using var cancel = new CancellationTokenSource();

        var answer = generator.GenerateAsync(["a"], null, cancel.Token);
        await handler.Begun.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public void Real_requests_follow_no_redirects_and_keep_no_cookies()
    {
        using var handler = Assert.IsType<SocketsHttpHandler>(OpenAiEmbeddingGenerator.CreateHandler());

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
    }

    [Fact]
    public void Metadata_names_provider_model_and_dimension()
    {
        using var handler = new FakeHandler();
        using var generator = Generator(handler);
        var metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();

        Assert.Equal(
            ("openai", "embed-2", 2),
            (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
    }

    private static OpenAiEmbeddingGenerator Generator(
        HttpMessageHandler handler, Action<EmbeddingEndpointOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new EmbeddingEndpointOptions
        {
            BaseUrl = new Uri("http://127.0.0.1:9/v1/"),
            Model = "embed-2",
            Dimension = 2,
            Key = "secret",
        };
        configure?.Invoke(options);
        return new OpenAiEmbeddingGenerator(options, handler, clock ?? TimeProvider.System);
    }

    private static async Task<string> FailAsync(OpenAiEmbeddingGenerator generator)
    {
        var failure = await Assert.ThrowsAsync<EmbeddingEndpointException>(
            () => generator.GenerateAsync(["a"], null, Token));
        Assert.DoesNotContain('\n', failure.Message);
        return failure.Message;
    }

    private static string[] Inputs(string body) =>
        JsonSerializer.Deserialize<string[]>(JsonDocument.Parse(body).RootElement.GetProperty("input"))!;

    private static string Base64(params float[][] vectors) => JsonSerializer.Serialize(new
    {
        data = vectors.Select((vector, index) => new
        {
            index,
            embedding = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)),
        }),
        usage = new { prompt_tokens = 5 },
    });

    /// <summary>A clock whose timers fire at once; it keeps how long each was to wait.</summary>
    private sealed class AdvancingTimeProvider : FakeTimeProvider
    {
        private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);

        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime < AttemptLimit)
            {
                Waits.Add(dueTime);
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }

            return timer;
        }
    }

    private sealed class StalledHandler : HttpMessageHandler
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("An infinite wait ended.");
        }
    }
}
