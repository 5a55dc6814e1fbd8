using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Reranking;
using Agents.Embedding.Tests.TestKit;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Tests.Reranking;

public sealed class CrossEncoderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EmbeddingModel _embedding = new(new EmbeddingOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _embedding.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_model_reads_the_question_as_the_first_text_and_the_candidate_as_the_second()
    {
        using var model = Mounted();

        var scores = await model.ScoreAsync("Who has a dog?", ["My dog is called Rusty.", "the cat"], Token);

        // The vocabulary has no punctuation: each mark is one unknown piece, of id 0, and takes a place.
        Assert.Equal(Logit("who has a dog ?", "my dog is called rusty ."), scores[0]);
        Assert.Equal(Logit("who has a dog ?", "the cat"), scores[1]);
    }

    [Fact]
    public async Task A_score_does_not_depend_on_what_else_is_in_the_batch()
    {
        using var model = Mounted();
        string[] texts = [.. Enumerable.Range(0, 60).Select(
            i => string.Join(' ', TinyCrossEncoder.Words.Take(3 + (i % 5)).Skip(i % 3)))];

        var together = await model.ScoreAsync("who has a dog", texts, Token);

        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(Logit("who has a dog", texts[i]), together[i]);
        }
    }

    [Fact]
    public async Task A_pair_that_is_too_long_loses_the_end_of_its_longer_text()
    {
        using var model = Mounted();

        var scores = await model.ScoreAsync(
            "who has", ["the cat is called rusty the dog is called my cat"], Token);

        // Fourteen tokens are read: the start, two, a separator, nine, a separator.
        Assert.Equal(Logit("who has", "the cat is called rusty the dog is called"), scores[0]);
    }

    [Fact]
    public async Task What_the_vocabulary_lacks_is_not_judged()
    {
        using var model = Mounted();

        Assert.Equal([null, null], await model.ScoreAsync("谁有狗", ["my dog", "the cat"], Token));
        Assert.Equal(
            [null, Logit("my dog", "the cat")], await model.ScoreAsync("my dog", ["我有狗", "the cat"], Token));
        Assert.Empty(await model.ScoreAsync("my dog", [], Token));
    }

    [Fact]
    public async Task A_batch_stays_within_its_budget_of_tokens()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        var limits = new EmbeddingOptions { BatchTokensMax = 32, ConcurrentRunsMax = 1 };
        using var scorer = new CrossEncoder(Tokenizer(), encoder, TinyCrossEncoder.LengthMax, limits);

        var scoring = scorer.ScoreAsync("who has a dog", [.. Enumerable.Repeat("my cat", 50)], Token);
        encoder.Let(50);
        var scores = await scoring;

        // Nine tokens a pair: three fit.
        Assert.Equal(50, scores.Length);
        Assert.All(encoder.Batches, batch => Assert.InRange(batch.Sum(ids => ids.Length), 9, 32));
        Assert.InRange(encoder.Batches.Count, 17, 20);
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_their_own_scores()
    {
        using var model = Mounted();
        var questions = TinyCrossEncoder.Words;

        var scores = await Task.WhenAll(questions.Select(
            question => model.ScoreAsync(question, ["my dog", "the cat is called rusty"], Token)));

        Assert.Equal(
            questions.Select(
                question => new[] { Logit(question, "my dog"), Logit(question, "the cat is called rusty") }),
            scores.Select(pair => Array.ConvertAll(pair, score => score!.Value)));
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_what_still_waits()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var scorer = new CrossEncoder(
            Tokenizer(),
            encoder,
            TinyCrossEncoder.LengthMax,
            new EmbeddingOptions { BatchTokensMax = 16, ConcurrentRunsMax = 1 });
        using var leave = new CancellationTokenSource();

        var scoring = scorer.ScoreAsync("who has a dog", [.. Enumerable.Repeat("my cat", 50)], leave.Token);
        await encoder.WaitForRunAsync();
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scoring);
        encoder.Let(50);
        scorer.Dispose();
        Assert.InRange(encoder.Batches.Count, 1, 2);
    }

    [Fact]
    public async Task A_model_with_two_labels_is_refused_with_the_remedy()
    {
        using var model = Mounted(labels: 2);

        await RefusesAsync(model, "gives 2 numbers a pair in 'logits', and a reranker gives 1");
    }

    [Fact]
    public async Task A_sentence_model_is_refused_as_no_cross_encoder()
    {
        TinyCrossEncoder.Write(_folder);
        var sentence = Path.Combine(
            CacheLocation.Models(null, Environment.GetEnvironmentVariable), ModelManifestReader.Default().Name);
        foreach (var file in (string[])["onnx/model_q4.onnx", "onnx/model_q4.onnx_data", "vocab.txt"])
        {
            File.Copy(Path.Combine(sentence, file), _folder[file], overwrite: true);
        }

        File.Delete(_folder["onnx/model.onnx"]);
        using var model = new RerankingModel(new RerankingOptions { ModelDirectory = _folder.Path }, _embedding);

        await RefusesAsync(model, "it is no cross-encoder");
    }

    [Theory]
    [InlineData("config.json", null, "config.json is missing")]
    [InlineData("vocab.txt", null, "vocab.txt is missing")]
    [InlineData("vocab.txt", "who", "lacks the special token [PAD]")]
    [InlineData("onnx/model.onnx", "no graph", "cannot be loaded")]
    [InlineData("tokenizer_config.json", """{"tokenizer_class":"XLMRobertaTokenizer"}""", "is not WordPiece")]
    public async Task A_wrong_folder_is_refused_in_one_line_with_the_remedy(
        string file, string? content, string expected)
    {
        TinyCrossEncoder.Write(_folder);
        File.Delete(_folder[file]);
        if (content is not null)
        {
            _folder.Write(file, content);
        }

        using var model = new RerankingModel(new RerankingOptions { ModelDirectory = _folder.Path }, _embedding);

        await RefusesAsync(model, expected);
    }

    private static async Task RefusesAsync(RerankingModel model, string expected)
    {
        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(() => model.LoadAsync(Token));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("--reranker DIR", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("--model", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        var call = await Assert.ThrowsAsync<ModelUnavailableException>(() => model.ScoreAsync("a", ["b"], Token));
        Assert.Equal(failure.Message, call.Message);
    }

    private static float Logit(string question, string text) =>
        TinyCrossEncoder.LogitOf(question.Split(' '), text.Split(' '));

    private RerankingModel Mounted(int labels = 1)
    {
        TinyCrossEncoder.Write(_folder, labels);
        return new RerankingModel(new RerankingOptions { ModelDirectory = _folder.Path }, _embedding);
    }

    private WordPieceTokenizer Tokenizer()
    {
        TinyCrossEncoder.Write(_folder);
        return new WordPieceTokenizer(
            Vocabulary.Read(_folder["vocab.txt"], new TokenizerManifest(), ModelUse.Reranking),
            lowerCase: true,
            stripAccents: true);
    }
}
