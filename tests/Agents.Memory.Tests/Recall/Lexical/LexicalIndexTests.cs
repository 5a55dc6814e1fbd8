using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Text;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Lexical;

public sealed class LexicalIndexTests
{
    private static readonly string[] Words = ["kite", "boat", "red", "harbour", "train", "风筝", "里斯本"];

    private static readonly Gen<string> GenText =
        Gen.OneOf(Words).Array[0, 8].Select(words => string.Join(' ', words));

    [Fact]
    public void Without_parts_the_whole_counts_as_it_does_alone() =>
        Gen.Select(GenText.Array[0, 12], GenText).Sample((texts, question) =>
        {
            var index = Index(texts);
            var (alone, parted) = (new float[texts.Length], new float[texts.Length]);

            Assert.Equal(
                index.Score(LexicalQuery.Read(question), alone),
                index.Score(LexicalQuery.Read(question), [], parted));
            Assert.Equal(alone, parted);
        });

    [Fact]
    public void No_document_exceeds_the_best_score_and_the_words_of_none_give_zero() =>
        Gen.Select(GenText.Array[0, 12], GenText, GenText.Array[0, 4]).Sample((texts, question, parts) =>
        {
            var scores = new float[texts.Length];

            var best = Index(texts).Score(
                LexicalQuery.Read(question), [.. parts.Select(LexicalQuery.Read)], scores);

            Assert.All(scores, score => Assert.InRange(score, 0, (best * 1.0001) + 1e-6));
        });

    [Theory]
    [InlineData(1, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(500, 500)]
    public void A_word_is_as_rare_in_a_store_of_few_as_in_one_of_ten(int documents, int counted)
    {
        var index = Index([.. Enumerable.Range(0, documents).Select(i => "word" + i)]);
        var rarity = Bm25.InverseDocumentFrequency(counted, 0) * Bm25.Ceiling;

        Assert.Equal(rarity, index.Score(LexicalQuery.Read("kite"), new float[documents]), 9);
    }

    [Fact]
    public void A_part_does_not_count_less_for_having_fewer_words()
    {
        var index = Index("kite", "red boat in the old harbour", "train");
        string[] parts = ["Kite?", "Red boat, old harbour?"];

        var scores = Score(index, string.Join(' ', parts), parts);
        var whole = Score(index, string.Join(' ', parts));

        // As a whole, one word of five hardly counts beside the other four; as a part it is all of one.
        Assert.True(whole[0] < 0.4 * whole[1]);
        Assert.True(scores[0] > 0.6 * scores[1]);
    }

    [Fact]
    public void A_statement_before_the_question_does_not_drown_it()
    {
        const string Statement = "My red boat lies in the old harbour beside the train.";
        const string Asked = "Where is the kite?";
        var index = Index("The red boat in the old harbour", "the kite on the roof", "the train", "red", "harbour");
        var question = $"{Statement} {Asked}";

        Assert.Equal(0, BestOf(Score(index, question)));
        Assert.Equal(1, BestOf(Score(index, question, [.. Sentences.Asked(question)])));
    }

    [Fact]
    public void Of_several_parts_the_best_counts_and_not_their_sum()
    {
        var index = Index("kite boat", "kite", "train");

        var scores = Score(index, "nothing but train", "kite", "kite");

        Assert.Equal(scores[1], Score(index, "nothing but train", "kite")[1]);
    }

    [Fact]
    public void A_part_without_a_word_adds_nothing()
    {
        var index = Index("kite", "boat");

        Assert.Equal(Score(index, "kite", "kite"), Score(index, "kite", "kite", "what is it?", string.Empty));
    }

    private static int BestOf(float[] scores) => Array.IndexOf(scores, scores.Max());

    private static float[] Score(LexicalIndex index, string whole, params string[] parts)
    {
        var scores = new float[index.Documents];
        index.Score(LexicalQuery.Read(whole), [.. parts.Select(LexicalQuery.Read)], scores);
        return scores;
    }

    private static LexicalIndex Index(params string[] texts)
    {
        var index = new LexicalIndex();
        for (var i = 0; i < texts.Length; i++)
        {
            index.Add(i, TextAnalysis.Analyze(texts[i]));
        }

        return index;
    }
}
