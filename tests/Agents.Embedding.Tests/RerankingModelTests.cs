using Agents.Embedding.Fetch;
using Agents.Embedding.OpenAi;
using Agents.Embedding.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Embedding.Tests;

public sealed class RerankingModelTests(RealModel model)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sentence_model_tells_an_answer_from_its_neighbours_word_by_word()
    {
        using var reranker = new RerankingModel(new RerankingOptions { LateInteraction = true }, model.Q4);

        var scores = await reranker.ScoreAsync(
            "What is my dog called?",
            ["We adopted a beagle and named him Rusty.", "I joined Contoso last year.", "The parcel is late."],
            Token);

        Assert.Equal(scores.Max(), scores[0]);
    }

    [Fact]
    public async Task The_same_texts_give_the_same_scores_bit_for_bit_in_any_company()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(
            i => $"On day {i} we walked {string.Join(" and ", Enumerable.Repeat("a long way", 1 + (i % 9)))}.")];
        using var one = new RerankingModel(new RerankingOptions { LateInteraction = true }, model.Q4);
        using var other = new RerankingModel(new RerankingOptions { LateInteraction = true }, model.Q4);

        var together = await one.ScoreAsync("How far did we walk?", texts, Token);
        foreach (var text in texts)
        {
            await other.ScoreAsync("What else?", [text], Token);
        }

        Assert.Equal(together, await other.ScoreAsync("How far did we walk?", texts, Token));
    }

    [Fact]
    public async Task Late_interaction_needs_a_model_of_this_process()
    {
        using var endpoint = new EmbeddingModel(new EmbeddingOptions
        {
            Endpoint = new EmbeddingEndpointOptions
            {
                BaseUrl = new Uri("http://127.0.0.1:9/v1"),
                Model = "m",
                Dimension = 3,
            },
        });
        using var reranker = new RerankingModel(new RerankingOptions { LateInteraction = true }, endpoint);

        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(() => reranker.LoadAsync(Token));

        Assert.StartsWith(
            "--reranker late reads the vectors of single words", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_reranker_scores_no_more()
    {
        var reranker = new RerankingModel(new RerankingOptions { LateInteraction = true }, model.Q4);
        await reranker.LoadAsync(Token);
        reranker.Dispose();
        reranker.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reranker.ScoreAsync("a", ["b"], Token));
    }

    [Fact]
    public void Impossible_options_are_refused_by_name()
    {
        (Action<RerankingOptions> Change, string Name)[] faults =
        [
            (_ => { }, "Exactly one of ModelDirectory (--reranker DIR) and LateInteraction (--reranker late)"),
            (options => (options.ModelDirectory, options.LateInteraction) = ("d", true), "Exactly one of"),
            (options => (options.LateInteraction, options.CacheBytesMax) = (true, -1), "CacheBytesMax is -1"),
        ];
        foreach (var (change, name) in faults)
        {
            var options = new RerankingOptions();
            change(options);
            var failure = Assert.Throws<ArgumentException>(() => new RerankingModel(options, model.Q4));
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Options_are_validated_when_they_are_first_read()
    {
        var services = new ServiceCollection();
        services.AddEmbedding();
        services.AddReranking(_ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<RerankingModel>());
    }
}
