using Agents.Embedding.Manifest;
using Agents.Embedding.Onnx;
using Agents.Embedding.Reranking;
using Agents.Embedding.Tests.TestKit;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Tests.Reranking;

public sealed class LateInteractionTests : IDisposable
{
    private const int Dimension = 16;
    private const int UnknownId = 0;

    private readonly TempFolder _folder = new();
    private readonly OneHotEncoder _encoder = new(Dimension, UnknownId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_word_of_the_question_counts_by_how_few_candidates_hold_it()
    {
        using var scorer = Scorer();

        var scores = await scorer.ScoreAsync(
            "dog called", ["my dog", "the cat is called rusty", "my cat is called"], Token);

        // "dog" stands in one of three, "called" in two: ln(1 + 2.5/1.5) and ln(1 + 1.5/2.5).
        var (dog, called) = (Math.Log(1 + (2.5 / 1.5)), Math.Log(1 + (1.5 / 2.5)));
        Assert.Equal(dog / (dog + called), scores[0]!.Value, 1e-6);
        Assert.Equal(called / (dog + called), scores[1]!.Value, 1e-6);
        Assert.Equal(scores[1], scores[2]);
    }

    [Fact]
    public async Task A_score_is_between_the_worst_and_the_best_cosine_however_long_the_question()
    {
        using var scorer = Scorer();

        var scores = await scorer.ScoreAsync("who has a dog a dog a dog", ["who has a dog", "cat", "dog"], Token);

        Assert.Equal(1, scores[0]!.Value, 1e-6);
        Assert.Equal(0, scores[1]!.Value, 1e-6);
        Assert.InRange(scores[2]!.Value, 0.01, 0.99);
    }

    [Fact]
    public async Task A_text_is_read_once_and_kept()
    {
        using var scorer = Scorer();
        var first = await scorer.ScoreAsync("dog", ["my dog", "the cat"], Token);
        Assert.Equal(3, _encoder.Texts);

        var second = await scorer.ScoreAsync("dog", ["my dog", "the cat"], Token);

        Assert.Equal(first, second);
        Assert.Equal(4, _encoder.Texts);
    }

    [Fact]
    public async Task What_exceeds_the_room_is_read_again_and_scored_alike()
    {
        // Room for one text of two pieces: 2 x 16 halves, 2 ids and what an entry costs itself.
        using var scorer = Scorer(cacheBytesMax: 300);

        var first = await scorer.ScoreAsync("dog", ["my dog", "the cat"], Token);
        var second = await scorer.ScoreAsync("dog", ["my dog", "the cat"], Token);

        Assert.Equal(first, second);
        Assert.InRange(_encoder.Texts, 5, 6);
    }

    [Fact]
    public async Task What_the_model_cannot_read_is_not_judged()
    {
        using var scorer = Scorer();

        Assert.Equal([null, null], await scorer.ScoreAsync("谁有狗", ["my dog", "the cat"], Token));
        Assert.Equal([null, null], await scorer.ScoreAsync("", ["my dog", "the cat"], Token));
        var scores = await scorer.ScoreAsync("dog", ["我有狗", "", "my dog"], Token);
        Assert.Equal([null, null], scores[..2]);
        Assert.NotNull(scores[2]);
        Assert.Empty(await scorer.ScoreAsync("dog", [], Token));
    }

    private LateInteraction Scorer(long cacheBytesMax = 1 << 20)
    {
        TinyCrossEncoder.Write(_folder);
        var tokenizer = new WordPieceTokenizer(
            Vocabulary.Read(_folder["vocab.txt"], new TokenizerManifest(), ModelUse.Reranking),
            lowerCase: true,
            stripAccents: true);
        return new LateInteraction(
            new TokenModel(tokenizer, _encoder, Dimension, 64), new EmbeddingOptions(), cacheBytesMax);
    }
}
