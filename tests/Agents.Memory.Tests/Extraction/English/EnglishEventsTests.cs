using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.English;

/// <summary>What happened or will happen to the user or theirs at a time.</summary>
public sealed class EnglishEventsTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("I've got a root canal on the 14th.", "I've got a root canal", "2024-06-14")]
    [InlineData("I'm having an MRI on the 22nd and nobody's told me a thing.", "I'm having an MRI", "2024-05-22")]
    [InlineData("I have an inspection Thursday at 8, anything to clear?", "I have an inspection", "2024-05-16")]
    [InlineData("We have a christening on Sunday, the whole clan.", "We have a christening", "2024-05-19")]
    [InlineData("Starting at Zoho on Monday!!", "Starting at Zoho", "2024-05-20")]
    [InlineData("Getting married in Ibadan on December 14.", "Getting married in Ibadan", "2024-12-14")]
    [InlineData("I've to be in court on the 28th.", "I've to be in court", "2024-05-28")]
    [InlineData("I start chemo on Monday.", "I start chemo", "2024-05-20")]
    [InlineData("I defend my thesis on June 20th.", "I defend my thesis", "2024-06-20")]
    [InlineData("I'm being discharged tomorrow, what should I ask", "I'm being discharged", "2024-05-16")]
    [InlineData("Our offsite is on 12 June.", "Our offsite", "2024-06-12")]
    [InlineData("flight's on Friday", "flight", "2024-05-17")]
    [InlineData("Jury duty on Monday, what do I wear?", "Jury duty", "2024-05-20")]
    [InlineData("My passport expires in March.", "My passport expires", "2025-03")]
    [InlineData("I ran the Leeds half on Sunday.", "I ran the Leeds half", "2024-05-12")]
    [InlineData("Had my wisdom teeth out on the 3rd", "Had my wisdom teeth out", "2024-05-03")]
    [InlineData("I failed my theory test yesterday", "I failed my theory test", "2024-05-14")]
    [InlineData("my car got towed last night", "my car got towed", "2024-05-14")]
    [InlineData("I quit smoking on New Year's Day", "I quit smoking", "2024-01-01")]
    [InlineData("Next Tuesday I have an interview at Bosch.", "I have an interview at Bosch", "2024-05-21")]
    public void What_happens_to_the_user_at_a_time_is_an_event(string text, string value, string when) =>
        Assert.Contains(Events(text), claim => claim.Subject == Claim.Speaker && claim.Value == value
            && claim.When.ToString() == when);

    [Theory]
    [InlineData("my son Kenji starts junior kindergarten on September 3", "Kenji", "2024-09-03")]
    [InlineData("my sister is getting married in September in Oaxaca", "sister", "2024-09")]
    [InlineData("Freya, my daughter, has her cello exam on the 17th", "Freya", "2024-05-17")]
    [InlineData("My in-laws land on Boxing Day", "in-laws", "2024-12-26")]
    [InlineData("My dad's having his hip done on Monday.", "dad", "2024-05-20")]
    [InlineData("My grandmother passed away on Sunday.", "grandmother", "2024-05-12")]
    [InlineData("Our third, Kofi, arrived on Sunday.", "Kofi", "2024-05-12")]
    public void What_happens_to_theirs_is_told_of_them(string text, string subject, string when) =>
        Assert.Contains(Events(text), claim => claim.Subject == subject && claim.When.ToString() == when);

    [Theory]
    [InlineData("I was a lorry driver until March.")]
    [InlineData("I last went to one in about 1996.")]
    [InlineData("I've been in Rome since March.")]
    [InlineData("I was in Rome in March.")]
    [InlineData("I'm free on Thursday.")]
    [InlineData("I'm working on Saturday.")]
    [InlineData("I need it by Friday.")]
    [InlineData("I have two meetings today.")]
    [InlineData("I tried that yesterday and it still crashes.")]
    [InlineData("I updated the driver on Friday and now the screen flickers.")]
    [InlineData("I made lasagne yesterday.")]
    [InlineData("I was going to fly to Rome on Friday.")]
    [InlineData("I might fly to Rome in June.")]
    [InlineData("Messi scored on Sunday.")]
    [InlineData("The match is on Sunday, who will win?")]
    [InlineData("The shop opens on Monday.")]
    [InlineData("I'm getting a NullReferenceException on Friday builds.")]
    [InlineData("I go to pottery every Monday.")]
    [InlineData("My room is on the 4th floor.")]
    public void States_habits_plans_and_trifles_are_no_events(string text) => Assert.Empty(Events(text));

    private static Claim[] Events(string text) =>
        [.. RuleExtractor.Extract(text, Said).Where(claim => claim is { Slot: "event", OnlyIfKnown: false })];
}
