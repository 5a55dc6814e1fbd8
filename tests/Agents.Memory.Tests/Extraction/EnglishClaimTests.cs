using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction;

/// <summary>Ways to say the same in English: what is taken, and what must not be.</summary>
public sealed class EnglishClaimTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("I'm dating a man called Ruben.", "partner", "Ruben")]
    [InlineData("I've been seeing a guy called Tomek since spring.", "partner", "Tomek")]
    [InlineData("Daniel and I are together now.", "partner", "Daniel")]
    [InlineData("Started at Halden Freight today, on the night desk.", "employer", "Halden Freight")]
    [InlineData("I got a job at Bosch.", "employer", "Bosch")]
    [InlineData("I left Brightwell for Oakmere Mutual.", "employer", "Oakmere Mutual")]
    [InlineData("I've just been promoted to senior analyst at HSBC!", "occupation", "senior analyst")]
    [InlineData("I'm doing a master's in geology at Lund.", "major", "geology")]
    [InlineData("Signed up at FitBarn, the one by the station.", "member_of", "FitBarn")]
    [InlineData("I sing alto in the chapel choir.", "member_of", "the chapel choir")]
    [InlineData("I'm on the parents' committee at the nursery.", "member_of", "the parents' committee")]
    [InlineData("I subscribe to the New Yorker.", "subscription", "the New Yorker")]
    [InlineData("I get the Guardian delivered on Saturdays.", "subscription", "the Guardian")]
    [InlineData("Got a spaniel from the shelter, her name is Dottie.", "pet", "spaniel")]
    [InlineData("We keep six hens in the garden.", "pet", "hens")]
    [InlineData("We've got two dogs, Hector and Plum.", "pet", "Plum")]
    [InlineData("We have a cleaner, Mrs Pohl, she comes on Fridays.", "cleaner", "Mrs Pohl")]
    [InlineData("My therapist is called Ingrid Moss.", "therapist", "Ingrid Moss")]
    [InlineData("Dr. Anand is my GP these days.", "doctor", "Dr. Anand")]
    [InlineData("My German teacher is Frau Lindner.", "teacher", "Frau Lindner")]
    [InlineData("I've taken up woodturning, bowls mostly.", "hobby", "woodturning")]
    [InlineData("Tuesdays and Fridays I do pottery.", "hobby", "pottery")]
    [InlineData("I go bouldering twice a week.", "hobby", "bouldering")]
    [InlineData("I rent a lock-up on Denby Street.", "owns", "lock-up on Denby Street")]
    [InlineData("My name's Jo btw", "name", "Jo")]
    [InlineData("Everyone calls me Bash.", "nickname", "Bash")]
    [InlineData("My birthday's on 14 August if you ever want to know.", "birthday", "14 August")]
    [InlineData("For the form: email is j.okafor@posteo.net, phone 0151 234 8876.", "phone", "0151 234 8876")]
    [InlineData("I'm Muslim, so what can I bring to the party?", "religion", "Muslim")]
    [InlineData("favourite colour is teal", "favorite.color", "teal")]
    public void What_begins_is_taken_however_it_is_said(string text, string slot, string value) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot && claim.Value == value
            && claim is { Polarity: Polarity.Holds, OnlyIfKnown: false });

    [Theory]
    [InlineData("What can I cook for my wife Ana?", "partner", "Ana")]
    [InlineData("How do I tell my boss, Ms. Ortega?", "boss", "Ms. Ortega")]
    [InlineData("Does our dentist, Dr Fenn, work on Sundays?", "dentist", "Dr Fenn")]
    [InlineData("I need a gift for my GP, Dr Adeyemi.", "doctor", "Dr Adeyemi")]
    [InlineData("Our choirmaster Herr Vogel is ill.", "choirmaster", "Herr Vogel")]
    [InlineData("What do our two, Ines and Bastien, need for camp?", "child", "Bastien")]
    [InlineData("A game for our twins, Ada and Otis?", "child", "Ada")]
    [InlineData("Our eldest, Femi, starts school.", "child", "Femi")]
    [InlineData("My brothers Tom and Ned can cook.", "sibling", "Ned")]
    [InlineData("How old is our cat Bramble in human years?", "pet", "Bramble")]
    [InlineData("What helps with my eczema?", "condition", "eczema")]
    [InlineData("As a Quaker I do not swear oaths.", "religion", "Quaker")]
    [InlineData("As a nurse, I see this every day.", "occupation", "nurse")]
    [InlineData("Coeliac here, what about oats?", "condition", "Coeliac")]
    [InlineData("Retired plumber here. Which saw is best?", "occupation", "plumber")]
    [InlineData("Been a nurse for nine years.", "occupation", "nurse")]
    [InlineData("I've been a baker since 2010 and I love it.", "occupation", "baker")]
    [InlineData("I work nights at Tesco.", "employer", "Tesco")]
    [InlineData("I work part-time for Bright Horizons, mornings only.", "employer", "Bright Horizons")]
    [InlineData("My flat's on Garnet Road.", "home", "Garnet Road")]
    [InlineData("The thing is, these days we're living in Halifax, so it rains.", "home", "Halifax")]
    [InlineData("I grew up on Barra.", "origin", "Barra")]
    [InlineData("Email me at k.lind@posta.example please.", "email", "k.lind@posta.example")]
    [InlineData("You can text me on 07700 900 123.", "phone", "07700 900 123")]
    [InlineData("Our gate code's 4417.", "gate code", "4417")]
    [InlineData("I've a nut allergy.", "allergy", "nut")]
    [InlineData("62 years old and still running.", "age", "62")]
    [InlineData("Hi, it's Wes again.", "name", "Wes")]
    [InlineData("I have three kids.", "child", "three kids")]
    [InlineData("I'm a nurse, and I'd say so if I could.", "occupation", "nurse")]
    [InlineData("We're Quakers.", "religion", "Quakers")]
    public void What_is_said_in_passing_is_taken(string text, string slot, string value) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot && claim.Value == value
            && claim is { Polarity: Polarity.Holds, OnlyIfKnown: false });

    [Theory]
    [InlineData("As a child I had a kite.")]
    [InlineData("What would you do as a nurse?")]
    [InlineData("In my novel our cat Bramble talks.")]
    [InlineData("Translate this: my wife Ana is a nurse.")]
    [InlineData("Let's pretend my boss, Ms. Ortega, fired me.")]
    [InlineData("My boss Monday morning was awful.")]
    [InlineData("Nothing new here.")]
    [InlineData("We got rid of the smell.")]
    [InlineData("I gave up meat for Lent.")]
    [InlineData("I'm a keen photographer.")]
    [InlineData("If I work nights at Tesco, do I get paid more?")]
    [InlineData("She said \"text me on 07700 900 123\".")]
    [InlineData("I can't stand the stuff.")]
    public void What_only_sounds_like_it_is_not_taken(string text) =>
        Assert.DoesNotContain(Taken(text), claim => !claim.OnlyIfKnown);

    [Theory]
    [InlineData("Is Daniel seeing somebody?")]
    [InlineData("If I got a job at Bosch, I'd move.")]
    [InlineData("She said \"I'm dating Ruben\".")]
    [InlineData("Maybe I should take up woodturning.")]
    [InlineData("I wish we had six hens.")]
    [InlineData("I'd love to sing in a choir one day.")]
    [InlineData("My friend says he started at Bosch.")]
    [InlineData("Imagine I rent a castle on the Rhine.")]
    [InlineData("I'm seeing the dentist.")]
    [InlineData("I'm reading Dune because my brother recommended it.")]
    [InlineData("The build fails because the path contains a space.")]
    [InlineData("It takes ages since the server is in Singapore.")]
    [InlineData("I have three meetings today.")]
    [InlineData("I'm skipping lunch today.")]
    [InlineData("I'm a Sagittarius.")]
    [InlineData("I go to Lisbon every year.")]
    [InlineData("Would I get a discount because I have a dog?")]
    public void What_is_asked_supposed_wished_or_passing_is_not_taken(string text) =>
        Assert.DoesNotContain(Taken(text), claim => !claim.OnlyIfKnown);

    [Theory]
    [InlineData("Because I like the quiet I swim at six every morning.")]
    [InlineData("Since I like the quiet, I swim at six every morning.")]
    [InlineData("As long as I get the key I swim at six every morning.")]
    [InlineData("Now that the pool is open I swim at six every morning.")]
    [InlineData("Thanks to the pool I swim at six every morning.")]
    [InlineData("For the marathon I swim at six every morning.")]
    [InlineData("Given my bad knee, I swim at six every morning.")]
    [InlineData("As treasurer I swim at six every morning.")]
    [InlineData("Being a student, I swim at six every morning.")]
    [InlineData("Living by the sea, I swim at six every morning.")]
    [InlineData("I swim at six every morning because of the marathon.")]
    [InlineData("I swim at six every morning, all because of the dog.")]
    [InlineData("I swim at six every morning due to my bad back.")]
    [InlineData("I swim at six every morning as long as the pool is open.")]
    [InlineData("I swim at six every morning now that the pool is open.")]
    [InlineData("I swim at six every morning for Luna.")]
    [InlineData("The pool opens at five, so I swim at six every morning.")]
    [InlineData("The pool opens early, which is why I swim at six every morning.")]
    [InlineData("The pool opens early, that's why I swim at six every morning.")]
    [InlineData("The only reason I swim at six every morning is the dog.")]
    [InlineData("The dog is the reason I swim at six every morning.")]
    [InlineData("It's because of the dog that I swim at six every morning.")]
    [InlineData("Working nights means that I swim at six every morning.")]
    [InlineData("One perk of the job: I swim at six every morning.")]
    public void A_habit_is_taken_with_its_reason(string text)
    {
        var habit = Assert.Single(Taken(text), claim => claim.Slot == "procedure" && !claim.OnlyIfKnown);

        Assert.Contains("swim at six", habit.Value, StringComparison.Ordinal);
        Assert.NotNull(habit.Reason);
        Assert.DoesNotContain("swim", text[habit.Reason.Start..habit.Reason.End], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Since March I swim.")]
    [InlineData("As I said, I swim.")]
    [InlineData("For lunch I eat soup.")]
    [InlineData("I have lived here since we married.")]
    [InlineData("As far as I know I swim well.")]
    public void When_and_how_are_no_reasons(string text) =>
        Assert.All(Taken(text), claim => Assert.True(claim.Reason is null || claim.Reason == claim.Span));

    [Theory]
    [InlineData("I sold the car in April and I hate the bus.", "owns", "car")]
    [InlineData("I got laid off from Ikea.", "employer", "Ikea")]
    [InlineData("I'm not in the choir anymore.", "member_of", "the choir")]
    [InlineData("I used to have a parrot.", "pet", "parrot")]
    [InlineData("I broke up with Sam in March.", "partner", "Sam")]
    [InlineData("Me and Jonas got divorced.", "partner", "Jonas")]
    [InlineData("I'm no longer with Hartley & Sons.", "employer", "Hartley & Sons")]
    [InlineData("Oh and Pellworth let me go on Friday.", "employer", "Pellworth")]
    [InlineData("I handed in my notice at Brightwell.", "employer", "Brightwell")]
    [InlineData("I retired from Siemens in March.", "employer", "Siemens")]
    [InlineData("I don't work for Tesco any more.", "employer", "Tesco")]
    [InlineData("Tariq and I are history.", "partner", "Tariq")]
    [InlineData("Ben and I went our separate ways.", "partner", "Ben")]
    [InlineData("In the end Leo walked out on me.", "partner", "Leo")]
    [InlineData("We had to have Bramble put to sleep on Monday.", "pet", "Bramble")]
    [InlineData("Our dog Hugo didn't make it.", "pet", "Hugo")]
    [InlineData("Got rid of the telly in 2019 and never looked back.", "owns", "telly")]
    [InlineData("Some toerag nicked the Bonneville from outside the gym.", "owns", "Bonneville")]
    [InlineData("Our van got written off.", "owns", "van")]
    [InlineData("We swapped the house for a narrowboat.", "owns", "house")]
    [InlineData("I closed the salon for good.", "owns", "salon")]
    [InlineData("I gave up my flat in Leith.", "home", "flat in Leith")]
    [InlineData("I stopped being a Mormon at nineteen.", "religion", "Mormon")]
    [InlineData("I was a joiner for forty years.", "occupation", "joiner")]
    [InlineData("I've packed in football.", "hobby", "football")]
    [InlineData("Used to be really into climbing but packed it in.", "hobby", "climbing")]
    public void What_ends_by_its_slot_is_taken_as_ended(string text, string slot, string value) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot && claim.Value == value
            && claim is { Polarity: Polarity.Ended, OnlyIfKnown: false });

    [Theory]
    [InlineData("My name is on the list already.")]
    [InlineData("My name is mud.")]
    [InlineData("Pretend I am a doctor. I work at Mercy hospital.")]
    [InlineData("In my novel, I live in Venus City and I work at NASA.")]
    [InlineData("Roleplay: you are a detective. I am Sam and I live in Soho.")]
    [InlineData("Here is my friend's email: hi, I moved to Dublin and I work at Google.")]
    [InlineData("Please write me a short story. I live in Porto.")]
    [InlineData("Write a letter for me: my name is Bob and I live in Porto.")]
    [InlineData("I live next to a bakery.")]
    [InlineData("I work with Jim.")]
    [InlineData("I'm married to my job.")]
    [InlineData("I sold my soul.")]
    [InlineData("We cancelled Netflix.")]
    public void Figures_of_speech_and_words_that_are_not_the_speakers_give_nothing(string text) =>
        Assert.DoesNotContain(Taken(text), claim => !claim.OnlyIfKnown);

    [Theory]
    [InlineData("My name is Anna de la Cruz and I live in Porto.", "name", "Anna de la Cruz")]
    [InlineData("Write a cover letter for me. I work at Bosch.", "employer", "Bosch")]
    [InlineData("I write a blog. I live in Porto.", "home", "Porto")]
    [InlineData("Here is my email: a.b@posta.example. I live in Porto.", "home", "Porto")]
    [InlineData("I live above the Red Lion.", "home", "the Red Lion")]
    [InlineData("I'm married to Ana.", "partner", "Ana")]
    [InlineData("I like jazz now.", "likes", "jazz")]
    [InlineData("I like jazz these days.", "likes", "jazz")]
    [InlineData("I love cilantro again.", "likes", "cilantro")]
    [InlineData("I really like techno nowadays.", "likes", "techno")]
    [InlineData("My favourite film is Apocalypse Now.", "favorite.film", "Apocalypse Now")]
    public void What_is_the_speakers_own_is_taken_without_when_it_is_so(string text, string slot, string value) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot && claim.Value == value && !claim.OnlyIfKnown);

    [Fact]
    public void A_new_job_is_an_employer_and_no_belonging() =>
        Assert.Equal("employer", Assert.Single(Taken("I got a new job at Bosch.")).Slot);

    private Claim[] Taken(string text)
    {
        Claim[] claims = [.. RuleExtractor.Extract(text, Said)];
        foreach (var claim in claims)
        {
            output.WriteLine($"{claim.Slot} = {claim.Value} ({claim.Polarity}, {claim.OnlyIfKnown}, {claim.Reason})");
        }

        return claims;
    }
}
