using Agents.Memory.Extraction.Model;

namespace Agents.Memory.Tests.Extraction.Model;

/// <summary>Whatever a model answers is read as far as it can be, and never throws.</summary>
public sealed class ModelAnswerTests
{
    private const string One =
        """{"slot": "home", "value": "Porto", "quote": "I live in Porto"}""";

    [Fact]
    public void The_form_that_was_asked_for_is_read_with_all_its_fields()
    {
        var answer = ModelAnswer.Parse(
            """
            {"claims": [{"subject": "Anna", "slot": "home", "value": "Porto", "quote": "Anna left Porto",
            "polarity": "ended", "when": "2024-03", "reason": "because it rained", "sure": 0.9}]}
            """);

        Assert.Equal((AnswerForm.Json, null, false), (answer.Form, answer.Skipped, answer.Cut));
        Assert.Equal(
            new ModelStatement
            {
                Subject = "Anna",
                Slot = "home",
                Value = "Porto",
                Quote = "Anna left Porto",
                Polarity = "ended",
                When = "2024-03",
                Reason = "because it rained",
            },
            Assert.Single(answer.Statements));
    }

    [Theory]
    [InlineData("[" + One + "]", AnswerForm.Json)]
    [InlineData("```json\n{\"claims\": [" + One + "]}\n```", AnswerForm.Repaired)]
    [InlineData("Sure! Here it is:\n{\"claims\": [" + One + "]}\nAnything else?", AnswerForm.Repaired)]
    [InlineData("{\"claims\": [" + One + ",]}", AnswerForm.Repaired)]
    [InlineData("{\"claims\": [" + One + ", {\"slot\": \"name\", \"value\": \"Ma", AnswerForm.Repaired)]
    [InlineData("{\"claims\": [" + One + ", {\"slot\": \"name\", \"value\": \"Ma\"", AnswerForm.Repaired)]
    [InlineData("{'claims': [{'slot': 'home', 'value': 'Porto', 'quote': 'I live in Porto',}]}", AnswerForm.Repaired)]
    [InlineData("{claims: [{slot: 'home', value: Porto, quote: “I live in Porto”}]}", AnswerForm.Repaired)]
    [InlineData("{\"answer\": {\"claims\": [" + One + "]}}", AnswerForm.Repaired)]
    [InlineData(One + "\n" + "{\"broken\": ", AnswerForm.Repaired)]
    [InlineData("<think>{\"slot\": \"x\", \"quote\": \"y\"}</think>{\"claims\": [" + One + "]}", AnswerForm.Json)]
    [InlineData("home | Porto | I live in Porto", AnswerForm.Lines)]
    [InlineData("The claims are:\n- home | Porto | I live in Porto\n", AnswerForm.Lines)]
    [InlineData("| slot | value | quote |\n|---|---|---|\n| home | Porto | I live in Porto |", AnswerForm.Lines)]
    [InlineData("1. home｜Porto｜I live in Porto", AnswerForm.Lines)]
    public void An_answer_with_faults_gives_the_same_statement(string text, AnswerForm form)
    {
        var answer = ModelAnswer.Parse(text);

        Assert.Equal((form, null), (answer.Form, answer.Skipped));
        Assert.Equal(
            new ModelStatement { Slot = "home", Value = "Porto", Quote = "I live in Porto" },
            Assert.Single(answer.Statements));
    }

    [Theory]
    [InlineData("""[{'slot': 'likes', 'value': 'x', 'quote': 'I don't mind, it's x'}]""", "I don't mind, it's x")]
    [InlineData("""[{"slot": "a", "value": "b", "quote": "they said "hi" to me",}]""", "they said \"hi\" to me")]
    [InlineData("""[{"slot": "a", "value": "b", "quote": "line\n\u4f60\"",}]""", "line\n你\"")]
    [InlineData("""[{"slot": "a", "value": 42, "quote": "a \u0041",}]""", "a A")]
    public void Marks_inside_a_quote_are_part_of_it(string text, string quote) =>
        Assert.Equal(quote, Assert.Single(ModelAnswer.Parse(text).Statements).Quote);

    [Theory]
    [InlineData("""{"claims": []}""", AnswerForm.Json)]
    [InlineData("[]", AnswerForm.Json)]
    [InlineData("```json\n{\"claims\": [ ]}\n```", AnswerForm.Repaired)]
    [InlineData("None.", AnswerForm.Lines)]
    [InlineData("无", AnswerForm.Lines)]
    public void A_model_that_finds_nothing_has_answered(string text, AnswerForm form)
    {
        var answer = ModelAnswer.Parse(text);

        Assert.Equal((form, null), (answer.Form, answer.Skipped));
        Assert.Empty(answer.Statements);
    }

    [Theory]
    [InlineData(null, "the answer is empty")]
    [InlineData(" \n", "the answer is empty")]
    [InlineData("<think>hm, a hard one</think>", "the answer is empty")]
    [InlineData("I cannot help with that.", "the answer is neither JSON nor lines of slot | value | quote")]
    [InlineData("用户住在波尔图。", "the answer is neither JSON nor lines of slot | value | quote")]
    [InlineData("{\"error\": \"busy\"}", "the answer is neither JSON nor lines of slot | value | quote")]
    [InlineData("42", "the answer is neither JSON nor lines of slot | value | quote")]
    public void What_is_no_answer_says_why(string? text, string why)
    {
        var answer = ModelAnswer.Parse(text);

        Assert.Equal((AnswerForm.None, why), (answer.Form, answer.Skipped));
        Assert.Empty(answer.Statements);
    }

    [Fact]
    public void An_answer_a_hundred_times_too_long_is_cut_and_its_statements_are_limited()
    {
        var answer = ModelAnswer.Parse("{\"claims\": [" + string.Join(',', Enumerable.Repeat(One, 50_000)) + "]}");

        Assert.Equal((AnswerForm.Repaired, true), (answer.Form, answer.Cut));
        Assert.Equal(ModelAnswer.StatementsMax, answer.Statements.Count);
    }

    [Fact]
    public void A_limit_below_one_character_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelAnswer.Parse("[]", 0));
}
