using Agents.Memory.Recall.Text;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class TextAnalysisTests
{
    [Theory]
    [InlineData("I was HIKING", "a hike")]
    [InlineData("ｆｕｌｌ　ｗｉｄｔｈ １２", "full width 12")]
    [InlineData("un café", "un cafe")]
    [InlineData("don't worry", "worry")]
    public void Two_texts_that_say_the_same_have_the_same_terms(string one, string other) =>
        Assert.Equal(TextAnalysis.Analyze(one).Terms, TextAnalysis.Analyze(other).Terms);

    [Fact]
    public void Stop_words_leave_no_term_and_no_length()
    {
        var analyzed = TextAnalysis.Analyze("What is it that they would do?");

        Assert.Empty(analyzed.Terms);
        Assert.Equal(0, analyzed.Words);
    }

    [Fact]
    public void Chinese_is_read_as_characters_pairs_and_triples()
    {
        var analyzed = TextAnalysis.Analyze("看电影");

        Assert.Equal(3, analyzed.Grams);
        Assert.Equal(6, analyzed.Terms.Length);
        Assert.All(analyzed.Terms, term => Assert.True(TermKey.IsGram(term.Key)));
        Assert.Equal(3, analyzed.Terms.Count(term => TermKey.IsUnigram(term.Key)));
    }

    [Theory]
    [InlineData("我的", 0)]
    [InlineData("我的书", 2)]
    [InlineData("看电影", 6)]
    [InlineData("看的影", 4)]
    public void Pairs_need_one_content_character_and_triples_need_three(string text, int terms) =>
        Assert.Equal(terms, TextAnalysis.Analyze(text).Terms.Length);

    [Fact]
    public void A_mixed_text_has_words_and_grams()
    {
        var analyzed = TextAnalysis.Analyze("我用Python写代码");

        Assert.Equal(1, analyzed.Words);
        Assert.Equal(5, analyzed.Grams);
        Assert.Contains(analyzed.Terms, term => !TermKey.IsGram(term.Key));
    }

    [Fact]
    public void Text_with_an_unpaired_surrogate_is_read() =>
        Assert.Equal(TextAnalysis.Analyze("dog cat").Terms, TextAnalysis.Analyze("dog \ud800 cat").Terms);

    [Theory]
    [InlineData("How are you? I went to the sea.", 0.5)]
    [InlineData("Really?! Where?", 1)]
    [InlineData("It costs 3.50 at shop.example.com/?q=1 today.", 0)]
    [InlineData("你去哪里？我在家。", 0.5)]
    [InlineData("...", 0)]
    [InlineData("no closing mark", 0)]
    public void The_share_of_asking_sentences_is_counted(string text, double share) =>
        Assert.Equal(share, Sentences.AskingShare(text), 3);
}
