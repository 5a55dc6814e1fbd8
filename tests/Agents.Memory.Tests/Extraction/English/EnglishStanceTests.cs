using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.English;

/// <summary>Whose words a turn holds: most of what is asked of an assistant is work on a text about somebody
/// else.</summary>
public sealed class EnglishStanceTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Translate into Spanish: I live in Leeds and my wife is a nurse.")]
    [InlineData("Translate into Spanish\nI live in Leeds and my wife is a nurse.")]
    [InlineData("Hello, my name is Ewa. I work at a bakery in Gdansk. Translate to English please")]
    [InlineData("Proofread: I am working at Siemens since 2019 and I has two daughters.")]
    [InlineData("I am working at Siemens since 2019. Is this correct?")]
    [InlineData("I was born in Lyon. My mother was a nurse and I live in Nice.\n\nSummary please")]
    [InlineData("Fix the grammar in this email. Dear Mr Holt, I am living in Bath and my son Tim is ill.")]
    [InlineData("Summarize the following interview: I grew up in Ohio. I married Ruth in 1962.")]
    [InlineData("Tighten this summary, it's from an applicant: Amit Desai, Pune. I speak Marathi.")]
    public void A_text_to_work_on_is_not_the_users_own(string text) => Nothing(text);

    [Theory]
    [InlineData("Customer wrote: my order never came, I live in Hull and my number is 07700 900 123. Draft a reply")]
    [InlineData("my friend sent me this: I quit my job at Tesco and I'm moving to Spain on Friday. how do I answer")]
    [InlineData("A tenant emailed: I moved out on the 3rd and my new address is 4 Elm Road. what do i owe them?")]
    [InlineData("email from a candidate: 'i no longer live in Pune and my notice period is 60 days'. reply, formal")]
    [InlineData("somebody on the subreddit wrote 'my wife left me, I quit my job at the bank'. is this a meme")]
    [InlineData("Someone left this on my windscreen: I hit your car on Friday, my number is 07700 900 111. Call?")]
    [InlineData("From: Dana Wells\nSubject: leave\nI have surgery on the 12th and I live in Kent.\n\nDraft a reply")]
    [InlineData("Dear Sir or Madam, I am a single mother and I work at Aldi. I wish to complain.\n\nMore formal pls")]
    [InlineData("Dear Hiring Manager, I am a seasoned accountant. <- that's from a template, is it weird?")]
    [InlineData("Anna: I moved to Berlin in May\nMe: cool\nAnna: I got a job at Bosch\nwhat should I reply?")]
    [InlineData("Dating profile review: I'm Ben, 31, I love dogs and I work at Google. Rate it")]
    [InlineData("Someone on reddit: I (34F) am married. We have two kids. AITA?")]
    [InlineData("My neighbour says he is allergic to nuts and lives in Perth.")]
    public void What_others_wrote_or_said_is_theirs(string text) => Nothing(text);

    [Theory]
    [InlineData("First person please: I'm a retired trawlerman from Grimsby and I have a parrot called Nelson. Spooky")]
    [InlineData("In the story the narrator says: I was born in Surulere and I sell phone cases.")]
    [InlineData("Write a short story. I am a lighthouse keeper and I live on Skye with my cat.")]
    [InlineData("Give me a monologue: I am a widow, I live alone in Cork, I hate the sea.")]
    [InlineData("Poem please. I am the wind, I live in the trees.")]
    [InlineData("My character Elena is 32, a doctor from Madrid. She has a dog called Bruno.")]
    [InlineData("Write a Facebook post as a dog owner: I lost my beagle Rufus in Hyde Park on Tuesday.")]
    [InlineData("You are a medieval knight. I am your squire, I'm 14 and I come from York. Begin.")]
    [InlineData("I want you to play a job seeker. I am 30 and I have a degree in law.")]
    [InlineData("Let's do a text adventure. I'm in a cave. I have a torch and a rope.")]
    [InlineData("quiz round. Like this: I was born in Ulm in 1879, I played the violin. Who am I?")]
    [InlineData("Suppose I'm a nurse in Ohio and earn 60k. I have two kids. Do I pay tax?")]
    [InlineData("I'm a vegan with a dog and three kids, hypothetically. What do I cook?")]
    public void Fiction_personas_and_suppositions_say_nothing_of_the_user(string text) => Nothing(text);

    [Theory]
    [InlineData("Q4. Maria is 34, lives in Cork and works at a bakery. Calculate her tax.")]
    [InlineData("John is twice as old as Mary. Mary is 12. How old is John?")]
    [InlineData("Passage: Mr. Mehta is a retired judge residing in Shimla. Q3: Why? Answer in 40 words.")]
    [InlineData("Generate ten sample customer reviews like: I love this blender, I am allergic to gluten.")]
    [InlineData("The customer lives in Leeds, has two kids and works at Aldi. Which plan fits?")]
    [InlineData("For a persona: Jane, 30, nurse, vegan, two kids, lives in Austin. Write her morning.")]
    public void Exams_samples_and_cases_are_about_nobody(string text) => Nothing(text);

    [Theory]
    [InlineData("I was going to say I'm free on Thursday but then the day got swallowed.")]
    [InlineData("I've got ten minutes, ask me something.")]
    [InlineData("I feel like I live at the office lol")]
    [InlineData("I'm basically a taxi for my kids")]
    [InlineData("I almost bought a boat on Friday")]
    [InlineData("I thought I was allergic to cats but no")]
    [InlineData("I have two stops left")]
    [InlineData("They say I'm a nurse")]
    [InlineData("my sister says she's moving to Rome on Friday")]
    [InlineData("Maybe I'm a vegan")]
    [InlineData("When I was five I had a hamster called Biscuit")]
    public void What_is_only_a_manner_of_speaking_is_not_taken(string text) => Nothing(text);

    [Theory]
    [InlineData("Write me a cover letter. I'm a nurse and I work at Mercy Hospital.", "employer", "Mercy Hospital")]
    [InlineData("My daughter Ines is 5, write her a bedtime story about a dragon.", "child", "Ines")]
    [InlineData("I love jazz. Give me a short story for my class about tides.", "likes", "jazz")]
    [InlineData("Act as a personal trainer. I'm 42 and I have a bad knee.", "age", "42")]
    [InlineData("I'm allergic to nuts, rewrite it without almonds.", "allergy", "nuts")]
    [InlineData("I'm vegan, translate the menu for me: \"poulet roti\"", "diet", "vegan")]
    [InlineData("Make a sign for the door: our wifi password is Moon44.", "wifi password", "Moon44")]
    [InlineData("Draft an out of office. My mobile is 07700 900 321.", "phone", "07700 900 321")]
    [InlineData("In case you need it, my number is 07700 900 555.", "phone", "07700 900 555")]
    [InlineData("Question: I'm diabetic, can I eat figs?", "condition", "diabetic")]
    [InlineData("I read a story about Rome. I live in Rome.", "home", "Rome")]
    [InlineData("I got a letter from the council. I live in Hull.", "home", "Hull")]
    [InlineData("I want to learn guitar, and I live in Porto.", "home", "Porto")]
    [InlineData("I live in Porto, any ideas for a weekend?", "home", "Porto")]
    [InlineData("I should mention I'm coeliac.", "condition", "coeliac")]
    [InlineData("My GP told me I have gout. Diet?", "condition", "gout")]
    [InlineData("Apparently I'm lactose intolerant. Which cheeses are ok?", "condition", "lactose intolerant")]
    [InlineData("Note: I'm allergic to nuts.", "allergy", "nuts")]
    [InlineData("My profile: I'm 34 and I live in Bath.", "home", "Bath")]
    [InlineData("Long story short: I quit Bosch.", "employer", "Bosch")]
    [InlineData("I live in Ghent. It's in the north of Belgium.", "home", "Ghent")]
    [InlineData("Make these gluten free, I'm coeliac", "condition", "coeliac")]
    [InlineData("I write as a hobby. I live in Bath.", "home", "Bath")]
    [InlineData("if x <= 3 it fails. I'm a developer at Bosch.", "occupation", "developer")]
    [InlineData("I'm a screenwriter and I live in LA.", "home", "LA")]
    [InlineData("I'm married to a pilot. Suppose it rains, what then?", "marital_status", "married")]
    [InlineData("I'm on the parents' committee and the kids' club is full.", "member_of", "the parents' committee")]
    public void What_the_user_says_beside_it_is_taken(string text, string slot, string value) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot && claim.Value == value);

    [Fact]
    public void A_turn_of_nothing_but_markers_is_read_in_time() =>
        Nothing(string.Concat(Enumerable.Repeat("a: write a letter to him saying \n", 600)));

    private void Nothing(string text) => Assert.Empty(Taken(text));

    private Claim[] Taken(string text)
    {
        Claim[] claims = [.. RuleExtractor.Extract(text, Said).Where(claim => !claim.OnlyIfKnown)];
        foreach (var claim in claims)
        {
            output.WriteLine($"{claim.Subject} {claim.Slot} = {claim.Value} ({claim.Polarity})");
        }

        return claims;
    }
}
