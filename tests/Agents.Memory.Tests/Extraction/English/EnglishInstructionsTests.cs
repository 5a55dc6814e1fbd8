using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.English;

/// <summary>How the user wants to be answered, and how they do things.</summary>
public sealed class EnglishInstructionsTests
{
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Always answer in German.", "Always answer in German")]
    [InlineData("From now on call me Captain.", "call me Captain")]
    [InlineData("From now on answer me in simple English, I read slowly.", "answer me in simple English")]
    [InlineData("No more emojis, ever.", "No more emojis, ever")]
    [InlineData("Refactor it. And please stop putting comments on every line, it hurts.",
        "stop putting comments on every line")]
    [InlineData("don't hedge, ever. just pick one", "don't hedge, ever")]
    [InlineData("Could you stop calling me buddy?", "stop calling me buddy")]
    [InlineData("In future, skip the disclaimers.", "skip the disclaimers")]
    [InlineData("When I paste an error, just tell me the fix.", "When I paste an error, just tell me the fix")]
    [InlineData("Keep your answers under 100 words.", "Keep your answers under 100 words")]
    [InlineData("Euros from now on please.", "Euros from now on")]
    [InlineData("Plain paragraphs whenever you answer me, never bullet points, they get garbled.",
        "Plain paragraphs whenever you answer me, never bullet points")]
    [InlineData("I'd like you to reply in Welsh whenever I write in Welsh", "reply in Welsh whenever I write in Welsh")]
    [InlineData("Please keep it short unless I ask for detail.", "keep it short unless I ask for detail")]
    public void What_lasts_is_an_instruction(string text, string value) =>
        Assert.Equal(value, Assert.Single(Taken(text, "instruction")));

    [Theory]
    [InlineData("Answer in 40 words.")]
    [InlineData("Go step by step.")]
    [InlineData("Reply in French.")]
    [InlineData("don't use any jargon")]
    [InlineData("Always use const in this file.")]
    [InlineData("Always wear sunscreen, my mum says.")]
    [InlineData("You should always use two factor auth, right?")]
    [InlineData("from now on I'm vegan")]
    [InlineData("So vegetarian from here on I guess!")]
    [InlineData("No more night shift for me, I'm on days from now on.")]
    [InlineData("tell the kids to never run by the pool")]
    [InlineData("remind me to always lock the door")]
    [InlineData("How do I stop using my phone at night?")]
    [InlineData("Explain it like I'm five.")]
    [InlineData("Never begin with \"Certainly\".")]
    public void What_is_asked_of_one_answer_or_of_others_is_none(string text) =>
        Assert.Empty(Taken(text, "instruction"));

    [Theory]
    [InlineData("Whenever we deploy it goes to staging first, then smoke tests, then prod.")]
    [InlineData("Whenever I do a bathroom I tank it first, then walls, then floor, grout last.")]
    [InlineData("so the way i do my jollof, i wash the rice three times, then fry the base till the oil floats.")]
    [InlineData("On bin days I do it like this: green out the night before, brown at six.")]
    [InlineData("For commit messages I always put the ticket number first, then a colon.")]
    [InlineData("we do everything by bike here")]
    [InlineData("before every release i run the migration on a copy, then tag")]
    public void A_routine_is_a_procedure(string text) => Assert.Single(Taken(text, "procedure"));

    [Theory]
    [InlineData("when I run the migration it says I don't have permission, first on the table, then on the schema")]
    [InlineData("I never want them in code.")]
    [InlineData("I always forget the name.")]
    [InlineData("First I tried turning it off, then on again.")]
    [InlineData("I am working since two years as a controller.")]
    [InlineData("How do I do it, first the walls, then the floor?")]
    public void Complaints_and_feelings_are_no_procedure(string text) => Assert.Empty(Taken(text, "procedure"));

    private static string[] Taken(string text, string slot) =>
        [.. RuleExtractor.Extract(text, Said).Where(claim => claim.Slot == slot && !claim.OnlyIfKnown)
            .Select(claim => claim.Value)];
}
