using Agents.Contracts;
using Agents.Memory.Extraction;
using Agents.Memory.Extraction.Model;

namespace Agents.Memory.Tests.Extraction.Model;

/// <summary>Of what a model says only that is kept which the turn says itself.</summary>
public sealed class GroundingTests(ITestOutputHelper output)
{
    // A Wednesday.
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 20, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void A_claim_has_the_words_of_the_turn_and_the_place_of_its_quote()
    {
        const string Turn = "Hi!  I've been living in\n  Porto since spring.";

        var claim = Kept(Turn, new() { Slot = "home", Value = "PORTO", Quote = "I’ve been living in porto" });

        Assert.Equal("I've been living in\n  Porto", Turn[claim.Span.Start..claim.Span.End]);
        Assert.Equal(
            (MemoryKind.Profile, "user", "home", "Porto", Polarity.Holds, true),
            (claim.Kind, claim.Subject, claim.Slot, claim.Value, claim.Polarity, claim.Functional));
    }

    [Theory]
    [InlineData("我 在 Ｇｏｏｇｌｅ 上班", "我在 Google 上班", "google", "Ｇｏｏｇｌｅ")]
    [InlineData("我住在里斯本，很喜欢", "我住在里斯本", "里斯本", "里斯本")]
    [InlineData("My place is the Cafe\u0301 Um", "the café um", "Café Um", "Cafe\u0301 Um")]
    [InlineData("It is \"Casa 12\", my home", "It is “Casa 12”, my home", "Casa 12", "Casa 12")]
    public void Width_case_marks_and_spaces_are_folded_and_the_original_is_kept(
        string turn, string quote, string value, string kept) =>
        Assert.Equal(kept, Kept(turn, new() { Slot = "home", Value = value, Quote = quote }).Value);

    [Theory]
    [InlineData(Refusal.Incomplete, "home", "Porto", null)]
    [InlineData(Refusal.Incomplete, "home", " ", "I live in Porto")]
    [InlineData(Refusal.Slot, "what the user told me about the place", "Porto", "I live in Porto")]
    [InlineData(Refusal.Slot, "home; drop table", "Porto", "I live in Porto")]
    [InlineData(Refusal.Quote, "home", "Lisbon", "I live in Lisbon")]
    [InlineData(Refusal.Quote, "home", "Port", "I live in Port")]
    [InlineData(Refusal.Quote, "home", "Porto", "J'habite à Porto")]
    [InlineData(Refusal.Value, "home", "Portugal", "I live in Porto")]
    [InlineData(Refusal.Value, "home", "Port", "I live in Porto")]
    [InlineData(Refusal.Value, "likes", "it", "I like it")]
    public void What_the_turn_does_not_say_is_refused(Refusal why, string slot, string value, string? quote) =>
        Assert.Equal(why, Refused(
            "I live in Porto with Anna, and I like it.", new() { Slot = slot, Value = value, Quote = quote }));

    [Theory]
    [InlineData("Bob")]
    [InlineData("user-2")]
    [InlineData("she")]
    public void A_subject_that_the_turn_does_not_name_is_refused(string subject) =>
        Assert.Equal(Refusal.Subject, Refused(
            "I live in Porto with Anna.",
            new() { Subject = subject, Slot = "home", Value = "Porto", Quote = "I live in Porto" }));

    [Theory]
    [InlineData("user", "user")]
    [InlineData("The user", "user")]
    [InlineData("我", "user")]
    [InlineData(null, "user")]
    [InlineData("anna", "Anna")]
    [InlineData("my sister Anna", "Anna")]
    public void A_subject_is_who_speaks_or_a_name_of_the_turn(string? subject, string kept) =>
        Assert.Equal(kept, Kept(
            "I think my sister Anna likes tea.",
            new() { Subject = subject, Slot = "likes", Value = "tea", Quote = "Anna likes tea" }).Subject);

    [Theory]
    [InlineData("I don't like rain.", "like rain", "likes", "rain")]
    [InlineData("我不喜欢下雨", "喜欢下雨", "likes", "下雨")]
    [InlineData("Do you think I live in Rome?", "I live in Rome", "home", "Rome")]
    [InlineData("我住在罗马吗", "我住在罗马", "home", "罗马")]
    [InlineData("I would be glad if I lived in Rome.", "I lived in Rome", "home", "Rome")]
    [InlineData("If I moved to Rome, I would need a car.", "I would need a car", "owns", "car")]
    [InlineData("如果我住在罗马，我会很开心", "我住在罗马", "home", "罗马")]
    public void A_quote_cut_out_of_a_question_a_supposition_or_a_denial_is_refused(
        string turn, string quote, string slot, string value) =>
        Assert.Equal(Refusal.Context, Refused(turn, new() { Slot = slot, Value = value, Quote = quote }));

    [Fact]
    public void A_statement_before_a_question_and_a_dislike_are_no_such_cuts()
    {
        Assert.Equal("Porto", Kept(
            "I just moved to Porto, any tips?",
            new() { Slot = "home", Value = "Porto", Quote = "I just moved to Porto" }).Value);
        Assert.Equal("rain", Kept(
            "I don't like rain.", new() { Slot = "dislikes", Value = "rain", Quote = "rain" }).Value);
    }

    [Theory]
    [InlineData("Fix this:\n```\nI live in Rome\n```")]
    [InlineData("> I live in Rome\nWhat does he mean by that")]
    [InlineData("Translate \"I live in Rome\" to French")]
    public void Code_and_quotations_are_not_what_the_user_says(string turn) =>
        Assert.Equal(Refusal.Quotation, Refused(
            turn, new() { Slot = "home", Value = "Rome", Quote = "I live in Rome" }));

    [Fact]
    public void A_quote_that_is_a_document_is_refused()
    {
        var turn = "I live in Porto and " + string.Join(' ', Enumerable.Repeat("well", 100));

        Assert.Equal(Refusal.QuoteTooLong, Refused(turn, new() { Slot = "home", Value = "Porto", Quote = turn }));
    }

    [Theory]
    [InlineData("I don't have a car.", "I don't have a car", "owns", "car", "holds", null)]
    [InlineData("My sister Anna lives in Oslo.", "My sister Anna lives in Oslo", "home", "Oslo", null, "user")]
    public void The_contrary_of_what_the_rules_read_is_refused(
        string turn, string quote, string slot, string value, string? polarity, string? subject) =>
        Assert.Equal(Refusal.Rules, Refused(turn, new()
        {
            Slot = slot,
            Value = value,
            Quote = quote,
            Polarity = polarity,
            Subject = subject,
        }));

    [Theory]
    [InlineData(null, Polarity.Holds)]
    [InlineData("Holds", Polarity.Holds)]
    [InlineData("ended", Polarity.Ended)]
    [InlineData("negated", Polarity.Negated)]
    [InlineData("maybe", null)]
    public void The_polarity_is_one_of_three(string? polarity, Polarity? kept)
    {
        var grounded = Ground("It was Acme.", new()
        {
            Slot = "employer",
            Value = "Acme",
            Quote = "It was Acme",
            Polarity = polarity,
        });

        Assert.Equal(kept, grounded.Claims.SingleOrDefault()?.Polarity);
        Assert.Equal(kept is null ? 1 : 0, grounded.Refused.GetValueOrDefault(Refusal.Polarity));
    }

    [Theory]
    [InlineData("Marital Status", "marital_status")]
    [InlineData("favourite colour", "favorite.colour")]
    [InlineData("favorite_color", "favorite.color")]
    [InlineData("job", "occupation")]
    [InlineData("Wife", "partner")]
    [InlineData("老婆", "partner")]
    [InlineData("shoe_size", "shoe size")]
    [InlineData("车牌号", "车牌号")]
    public void A_slot_is_brought_to_the_schema_or_is_a_short_noun(string slot, string kept) =>
        Assert.Equal(kept, Kept("well: blue", new() { Slot = slot, Value = "blue", Quote = "well: blue" }).Slot);

    [Theory]
    [InlineData("My shoe size is 42.", "My shoe size is 42", true)]
    [InlineData("For the shoe size I say 42.", "For the shoe size I say 42", false)]
    public void A_noun_has_one_value_at_a_time_where_the_turn_says_so(string turn, string quote, bool functional) =>
        Assert.Equal(
            functional, Kept(turn, new() { Slot = "shoe size", Value = "42", Quote = quote }).Functional);

    [Theory]
    [InlineData("Yesterday I quit my job at Acme", "Yesterday", "2024-05-14")]
    [InlineData("Yesterday I quit my job at Acme", "2024-05-14", "2024-05-14")]
    [InlineData("Yesterday I quit my job at Acme", "2023-01-01", "2024-05-14")]
    [InlineData("In March 2023 I quit my job at Acme", "2023-03", "2023-03")]
    [InlineData("I quit my job at Acme on 8 March 2023, not on 9 March 2023", "2023-03-08", "2023-03-08")]
    [InlineData("I quit my job at Acme on 8.3.2023", "2023-03-08", "2023-03-08")]
    [InlineData("I quit my job at Acme", "2023-03-08", null)]
    [InlineData("I quit my job at Acme a while ago", "a while ago", null)]
    [InlineData("I quit my job at Acme", "2023-13-40", null)]
    public void A_time_is_one_that_the_turn_names_read_by_our_rules(string turn, string when, string? kept)
    {
        var grounded = Ground(turn, new()
        {
            Slot = "employer",
            Value = "Acme",
            Quote = turn,
            Polarity = "ended",
            When = when,
        });

        Assert.Equal(kept, Assert.Single(grounded.Claims).When?.ToString());
        Assert.Equal(kept is null ? 1 : 0, grounded.Refused.GetValueOrDefault(Refusal.Time));
    }

    [Fact]
    public void A_time_outside_the_quote_counts_if_its_sentence_names_it() =>
        Assert.Equal(new StatedTime(2024, 5, 14), Kept("Yesterday, after work, I quit my job at Acme.", new()
        {
            Slot = "employer",
            Value = "Acme",
            Quote = "I quit my job at Acme",
            Polarity = "ended",
            When = "yesterday",
        }).When);

    [Fact]
    public void A_reason_is_kept_if_the_turn_gives_it()
    {
        const string Turn = "I take the 7:15 train because I work in Braga.";
        var statement = new ModelStatement
        {
            Slot = "procedure",
            Value = "take the 7:15 train",
            Quote = "I take the 7:15 train",
        };

        Assert.Null(Kept(Turn, statement with { Reason = "because I like trains" }).Reason);
        var reason = Kept(Turn, statement with { Reason = "because I work in Braga" }).Reason!;
        Assert.Equal("because I work in Braga", Turn[reason.Start..reason.End]);
    }

    [Fact]
    public void The_same_again_and_more_than_a_turn_may_give_is_counted()
    {
        ModelStatement[] statements =
        [
            new() { Slot = "likes", Value = "tea", Quote = "I like tea" },
            new() { Slot = "likes", Value = "tea", Quote = "I like tea" },
            new() { Slot = "likes", Value = "rain", Quote = "I like tea and rain" },
            new() { Slot = "likes", Value = "snow", Quote = "I like tea and rain and snow" },
        ];

        var grounded = Grounding.Ground("I like tea and rain and snow.", Said, statements, claimsMax: 2);

        Assert.Equal(["tea", "rain"], grounded.Claims.Select(claim => claim.Value));
        Assert.Equal(
            new() { [Refusal.Duplicate] = 1, [Refusal.TooMany] = 1 }, new Dictionary<Refusal, int>(grounded.Refused));
    }

    /// <remarks>What is lost here no model could bring, however well it reads.</remarks>
    [Theory]
    [InlineData("turns.en.jsonl")]
    [InlineData("turns.zh.jsonl")]
    public void What_an_annotator_labelled_is_kept(string file)
    {
        var (kept, all) = (0, 0);
        foreach (var turn in LabelledTurn.Load(file))
        {
            foreach (var item in turn.Items)
            {
                var grounded = Grounding.Ground(turn.Text, turn.Time,
                [
                    new()
                    {
                        Subject = item.Subject,
                        Slot = item.Slot,
                        Value = item.Value,
                        Quote = item.Span,
                        Polarity = item.Polarity,
                        When = item.When,
                    },
                ]);
                var claim = grounded.Claims.SingleOrDefault();
                var right = claim is not null && claim.Slot == item.Slot && claim.When?.ToString() == item.When;
                (kept, all) = (kept + (right ? 1 : 0), all + 1);
                if (!right)
                {
                    var why = string.Join(' ', grounded.Refused.Keys);
                    output.WriteLine($"{why} {claim?.Slot} {claim?.When} {item} in: {turn.Text}");
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{kept} of {all}: {(double)kept / all:P1}"));
        Assert.True(kept >= .95 * all, $"{kept} of {all}");
    }

    private static Claim Kept(string turn, ModelStatement statement)
    {
        var grounded = Ground(turn, statement);
        Assert.Empty(grounded.Refused);
        return Assert.Single(grounded.Claims);
    }

    private static Refusal Refused(string turn, ModelStatement statement)
    {
        var grounded = Ground(turn, statement);
        Assert.Empty(grounded.Claims);
        return Assert.Single(grounded.Refused).Key;
    }

    private static GroundedClaims Ground(string turn, ModelStatement statement) =>
        Grounding.Ground(turn, Said, [statement]);
}
