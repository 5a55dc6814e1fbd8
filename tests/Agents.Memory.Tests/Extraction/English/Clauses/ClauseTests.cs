using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.English.Clauses;

/// <summary>What clauses say: every form of a subject and a verb with every kind of complement, and what only looks
/// like one.</summary>
public sealed class ClauseTests
{
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("My son's allergic to cashews.", "son:allergy=cashews")]
    [InlineData("Grandma is 91 and deaf in one ear.", "Grandma:age=91 | Grandma:condition=deaf in one ear")]
    [InlineData("My husband Raj can't swim.", "partner=Raj | Raj:skill=swim!Negated")]
    [InlineData("Freya, my daughter, has asthma.", "child=Freya | Freya:condition=asthma")]
    [InlineData("One of my colleagues, Faisal, is Egyptian.", "colleague=Faisal | Faisal:nationality=Egyptian")]
    [InlineData("My mum has asthma, and she speaks Twi.", "mum:condition=asthma | mum:speaks=Twi")]
    [InlineData("My parents are from Kerala.", "parents:origin=Kerala")]
    [InlineData("Our cat Luna is 3 and she's diabetic.", "pet=Luna | Luna:age=3 | Luna:condition=diabetic")]
    [InlineData("My dog's called Alfie.", "pet=dog | dog:name=Alfie")]
    [InlineData("My sister Ana lives in Porto and works at a bakery.",
        "sibling=Ana | Ana:home=Porto | Ana:employer=a bakery")]
    [InlineData("Me and Jonas live in Gothenburg.", "home=Gothenburg")]
    public void Whom_a_clause_is_about_is_told_in_every_form(string text, string claims) =>
        Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("My brother isn't diabetic.", "brother:condition=diabetic!Negated")]
    [InlineData("I don't speak French.", "speaks=French!Negated")]
    [InlineData("i'm not allergic to penicillin, somebody typed that by mistake.", "allergy=penicillin!Negated")]
    [InlineData("I've never owned a computer.", "owns=computer!Negated")]
    [InlineData("I've got a Steam Deck but no PC.", "owns=Steam Deck | owns=PC!Negated")]
    [InlineData("We don't have a car, a dishwasher or a telly.",
        "owns=car!Negated | owns=dishwasher!Negated | owns=telly!Negated")]
    [InlineData("I'm not vegan any more.", "diet=vegan!Ended")]
    [InlineData("I used to be a nurse but now I teach yoga.", "occupation=nurse!Ended | occupation=teach yoga")]
    [InlineData("I was a lorry driver until March.", "occupation=lorry driver!Ended")]
    [InlineData("I used to love horror movies.", "likes=horror movies!Ended")]
    [InlineData("I dropped out of Humber.", "school=Humber!Ended")]
    public void What_is_denied_and_what_is_over_is_told_apart(string text, string claims) =>
        Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("I speak Hausa at home and French with my in-laws.", "speaks=Hausa | speaks=French")]
    [InlineData("I'm doing nursing at Galway, second year.", "major=nursing | school=Galway")]
    [InlineData("I'm in my second year of medicine at Leeds.", "major=medicine | school=Leeds")]
    [InlineData("I am working as a controller at Brandt Logistik.", "occupation=controller | employer=Brandt Logistik")]
    [InlineData("I work nights at the Royal Infirmary.", "employer=the Royal Infirmary")]
    [InlineData("I used to work at Boots, now I'm at Superdrug.", "employer=Boots!Ended | employer=Superdrug")]
    [InlineData("I'm the treasurer of our bowls club.", "occupation=treasurer | member_of=our bowls club")]
    [InlineData("I'm 27, single and from Lagos.", "age=27 | marital_status=single | origin=Lagos")]
    [InlineData("I'm 6'2\" and 95kg.", "height=6'2\" | weight=95kg")]
    [InlineData("I've got a bad knee and a peanut allergy.", "condition=bad knee | allergy=peanut")]
    [InlineData("I love afrobeats and old country.", "likes=afrobeats | likes=old country")]
    [InlineData("I'm not keen on olives.", "dislikes=olives")]
    [InlineData("I prefer trains to planes.", "prefers=trains to planes")]
    [InlineData("We follow a keto diet.", "diet=keto")]
    [InlineData("I know how to weld and I can fix bikes.", "skill=weld | skill=fix bikes")]
    [InlineData("Just got engaged to Maria!", "marital_status=engaged | partner=Maria")]
    [InlineData("My favourite film's still Local Hero.", "favorite.film=Local Hero")]
    public void Every_verb_has_its_complements(string text, string claims) => Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("I teach Year 4 at Corbett Lane Primary and need a starter.",
        "occupation=teach Year 4 | employer=Corbett Lane Primary")]
    [InlineData("I live in Ghent for ten years already.", "home=Ghent")]
    [InlineData("I love rhubarb and I've been landed with four kilos.", "likes=rhubarb")]
    [InlineData("I don't like spicy food much.", "dislikes=spicy food")]
    [InlineData("my shoe size is 46 european.", "shoe size=46")]
    [InlineData("our wifi password is Marmalade77 and breakfast is at eight.", "wifi password=Marmalade77")]
    [InlineData("I'm a teacher, my husband is a chef.", "occupation=teacher | husband:occupation=chef")]
    public void A_value_ends_with_what_it_names(string text, string claims) => Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("No kids, no pets.", "child=kids!Negated | pet=pets!Negated")]
    [InlineData("Not vegan any more.", "diet=vegan!Ended")]
    [InlineData("Newly divorced, 44, and looking for a hobby.", "marital_status=divorced | age=44")]
    [InlineData("type 2 diabetic btw.", "condition=type 2 diabetic")]
    [InlineData("5'3 and 180 lbs, any tips welcome.", "height=5'3 | weight=180 lbs")]
    [InlineData("RN on the cardiac floor at Mercy Ridge here.", "occupation=RN | employer=Mercy Ridge")]
    [InlineData("34 year old nurse from Ohio here.", "age=34 | occupation=nurse | origin=Ohio")]
    [InlineData("Just moved from Enugu to Regina.", "home=Enugu!Ended | home=Regina")]
    [InlineData("Been living in Berlin since March.", "home=Berlin")]
    [InlineData("Final-year mech eng at VIT Vellore.", "school=VIT Vellore | major=mech eng")]
    public void What_leaves_out_its_subject_is_of_who_speaks(string text, string claims) =>
        Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("I have a furnace inspection Thursday at 8.", "event=I have a furnace inspection", "2024-05-16")]
    [InlineData("I'm having an MRI on the 22nd.", "event=I'm having an MRI", "2024-05-22")]
    [InlineData("Getting married in Ibadan on December 14.", "event=Getting married in Ibadan", "2024-12-14")]
    [InlineData("My son Kenji starts school on September 3.", "Kenji:event=My son Kenji starts school", "2024-09-03")]
    [InlineData("I've to give a toast on Friday.", "event=I've to give a toast", "2024-05-17")]
    [InlineData("My in-laws land on Boxing Day.", "in-laws:event=My in-laws land", "2024-12-26")]
    [InlineData("My flatmate Jun Wei moved out on the 1st.", "roommate=Jun Wei!Ended", "2024-05-01")]
    [InlineData("The wedding's on June 8.", "event=The wedding", "2024-06-08")]
    public void What_takes_place_has_its_day(string text, string claim, string day)
    {
        var taken = Claims(text);

        Assert.Contains(taken, found => Shown(found) == claim && found.When?.ToString() == day);
    }

    [Theory]
    [InlineData("Why does my dog Biscuit stare at the wall?", "pet=Biscuit")]
    [InlineData("How do I help Adaeze (my daughter) with fractions?", "child=Adaeze")]
    public void Who_is_named_is_known_in_a_question_as_well(string text, string claims) =>
        Assert.Equal(claims, Taken(text));

    [Theory]
    [InlineData("I have a question about taxes.")]
    [InlineData("I have two left feet.")]
    [InlineData("I have a headache and ten minutes.")]
    [InlineData("My brother has a beard and my dad has a point.")]
    [InlineData("I'm 20 minutes away from the airport.")]
    [InlineData("I'm 99% sure.")]
    [InlineData("I'm 12 chapters in.")]
    [InlineData("My daughter is 6 months old.")]
    [InlineData("I'm from the marketing team.")]
    [InlineData("I'm in a meeting.")]
    [InlineData("I'm in Paris until Friday.")]
    [InlineData("I'm a lawyer's daughter.")]
    [InlineData("I'm a fast reader and a beginner at chess.")]
    [InlineData("I'm basically Jeff Bezos.")]
    [InlineData("I like the second version better.")]
    [InlineData("I love how you explain things.")]
    [InlineData("I'd like a dog.")]
    [InlineData("I could live in Spain.")]
    [InlineData("I'm thinking of moving to Berlin.")]
    [InlineData("I was allergic to milk as a child.")]
    [InlineData("I think I'm allergic to shellfish.")]
    [InlineData("I'm worried I have cancer.")]
    [InlineData("My wife thinks I'm vegan.")]
    [InlineData("I moved the meeting to Friday.")]
    [InlineData("I moved from Excel to Sheets.")]
    [InlineData("I bought a coffee.")]
    [InlineData("I can drive you.")]
    [InlineData("I can't find my keys.")]
    [InlineData("I can't drive today.")]
    [InlineData("My granddad was a miner.")]
    [InlineData("My phone is a Pixel 7.")]
    [InlineData("Teach my son Minecraft.")]
    [InlineData("My son wants a dog.")]
    [InlineData("No sugar, no milk.")]
    [InlineData("Vegan dinner ideas please.")]
    [InlineData("I lived in Tokyo for 5 years.")]
    [InlineData("I'm nearly 50.")]
    public void What_only_looks_like_it_says_nothing(string text) => Assert.Equal("", Taken(text));

    private static string Taken(string text) => string.Join(" | ", Claims(text).Select(Shown));

    private static Claim[] Claims(string text) =>
        [.. RuleExtractor.Extract(text, Said).Where(claim => !claim.OnlyIfKnown)];

    private static string Shown(Claim claim) => (claim.Subject == Claim.Speaker ? "" : claim.Subject + ":") + claim.Slot
        + "=" + claim.Value + (claim.Polarity == Polarity.Holds ? "" : "!" + claim.Polarity);
}
