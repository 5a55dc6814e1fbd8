using Agents.Memory.Extraction;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>Ways in which English ends what is known, and what falls with it.</summary>
public sealed class EnglishTiesTests
{
    private static readonly DateTimeOffset Day = new(2024, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TalkingUser _user = new();
    private int _days;

    [Theory]
    [InlineData("I own a boat.", "owns", "I no longer have the boat.")]
    [InlineData("I own a boat.", "owns", "I don't have the boat any more.")]
    [InlineData("I own a boat.", "owns", "We got rid of the boat.")]
    [InlineData("I own a boat.", "owns", "Sold the boat on Friday.")]
    [InlineData("I own a boat.", "owns", "The boat sank, so I sold it for scrap.")]
    [InlineData("I own a boat.", "owns", "I sold it.")]
    [InlineData("I own a boat.", "owns", "I gave the boat to my nephew.")]
    [InlineData("I own a boat.", "owns", "Somebody stole my boat last night.")]
    [InlineData("I own a boat.", "owns", "I swapped the boat for cash.")]
    [InlineData("I own a boat.", "owns", "The boat is gone.")]
    [InlineData("I own a boat.", "owns", "I returned the boat.")]
    [InlineData("I have a gym membership.", "owns", "My gym membership expired.")]
    [InlineData("I have a gym membership.", "owns", "I let the gym membership lapse.")]
    [InlineData("I have a gym membership.", "owns", "I didn't renew the gym membership.")]
    [InlineData("I subscribe to Wired.", "subscription", "I unsubscribed from Wired.")]
    [InlineData("I subscribe to Wired.", "subscription", "Cancelled my Wired subscription.")]
    [InlineData("I work at Ikea.", "employer", "Friday was my last day at Ikea.")]
    [InlineData("I work at Ikea.", "employer", "I handed in my notice.")]
    [InlineData("I work at Ikea.", "employer", "I got laid off.")]
    [InlineData("I work at Ikea.", "employer", "Ikea let me go.")]
    [InlineData("My partner is Leo.", "partner", "Leo and I split up.")]
    [InlineData("My partner is Leo.", "partner", "Leo and I are no longer together.")]
    [InlineData("My partner is Leo.", "partner", "Leo dumped me.")]
    [InlineData("My partner is Leo.", "partner", "It's over with Leo.")]
    [InlineData("My partner is Leo.", "partner", "We broke up.")]
    [InlineData("My partner is Leo.", "partner", "Leo passed away.")]
    [InlineData("We have a dog called Rex.", "pet", "Rex died.")]
    [InlineData("We have a dog called Rex.", "pet", "We had to have Rex put down.")]
    [InlineData("We have a dog called Rex.", "pet", "We no longer have a dog.")]
    [InlineData("We have a dog called Rex.", "pet", "We have no dog any more.")]
    [InlineData("I have asthma.", "condition", "My asthma has cleared up.")]
    [InlineData("I have asthma.", "condition", "Turns out I don't have asthma after all.")]
    [InlineData("I do pottery.", "hobby", "I've quit pottery.")]
    [InlineData("I do pottery.", "hobby", "I don't do pottery these days.")]
    [InlineData("I do pottery.", "hobby", "No more pottery for me.")]
    [InlineData("We have a nanny, Femke.", "nanny", "Femke can't come any more.")]
    [InlineData("We have a nanny, Femke.", "nanny", "We're without a nanny.")]
    [InlineData("I own a boat.", "owns", "A chap bought the boat off me.")]
    [InlineData("We have a dog called Rex.", "pet", "Rex didn't pull through.")]
    [InlineData("I'm allergic to peanuts.", "allergy", "I'm not allergic to peanut.")]
    [InlineData("My doctor is Dr. Okafor.", "doctor", "Dr. Okafor is not my doctor any more, she retired.")]
    [InlineData("I see a therapist, Dr Lund.", "therapist", "I've stopped seeing Dr. Lund.")]
    [InlineData("I see a therapist, Dr Lund.", "therapist", "Had my very last session with Dr Lund on Thursday.")]
    [InlineData("I'm a strict vegan.", "diet", "The whole vegan thing is behind me.")]
    [InlineData("My flat's on Garnet Road.", "home", "Well, I'm out of Garnet Road.")]
    [InlineData("My roommate is Kim.", "roommate", "Kim moved out.")]
    [InlineData("My roommate is Kim.", "roommate", "He found his own place.")]
    [InlineData("I'm vegetarian.", "diet", "I eat meat again.")]
    [InlineData("I like coffee.", "likes", "I don't drink coffee anymore.")]
    [InlineData("I prefer tea over coffee.", "prefers", "I don't drink tea anymore.")]
    [InlineData("I subscribe to Netflix.", "subscription", "We cancelled Netflix.")]
    public void What_ended_is_absent_however_it_is_said(string had, string slot, string ended)
    {
        Say(had);
        Assert.NotEmpty(_user.Now("user", slot));

        Say(ended);

        Assert.Empty(_user.Now("user", slot));
        Assert.Contains(_user.Known.Items.All, item => item.Slot == slot
            && (item.Polarity != Polarity.Holds || item.Standing != ItemStanding.Current));
    }

    [Theory]
    [InlineData("I own a boat.", "owns", "Should I sell the boat?")]
    [InlineData("I own a boat.", "owns", "If I sold the boat I'd be sad.")]
    [InlineData("I own a boat.", "owns", "He said \"I sold the boat\".")]
    [InlineData("I own a boat.", "owns", "Maybe I no longer need the boat.")]
    [InlineData("I own a boat.", "owns", "I sold the car.")]
    [InlineData("I work at Ikea.", "employer", "I left my bag in Ghent.")]
    [InlineData("My partner is Leo.", "partner", "My sister broke up with Ben.")]
    [InlineData("My partner is Leo.", "partner", "Leo left for work.")]
    [InlineData("We have a dog called Rex.", "pet", "My neighbour's cat died.")]
    [InlineData("I do pottery.", "hobby", "I gave up running.")]
    [InlineData("My roommate is Kim.", "roommate", "My brother moved out.")]
    [InlineData("I prefer tea over coffee.", "prefers", "I don't drink coffee anymore.")]
    [InlineData("I prefer tea to coffee.", "prefers", "I don't drink coffee anymore.")]
    [InlineData("I'm gluten-free.", "diet", "I eat meat again.")]
    [InlineData("I'm vegetarian.", "diet", "I eat cheese again.")]
    [InlineData("I like meat.", "likes", "I eat meat again.")]
    public void What_is_asked_supposed_or_said_of_another_ends_nothing(string had, string slot, string said)
    {
        Say(had);
        Say(said);

        Assert.NotEmpty(_user.Now("user", slot));
    }

    [Theory]
    [InlineData("I work at Acme.", "Because I work at Acme, I take the U2 every morning.", "I quit Acme.")]
    [InlineData("I'm training for the Berlin triathlon.", "For the triathlon I swim at six on Mondays.",
        "I pulled out of the triathlon.")]
    [InlineData("My boss is Petra Lund.", "Petra wants updates at nine, that's why I'm in early.",
        "My boss is now Sven Holt.")]
    [InlineData("I get up at half past four for work.", "I'm on the night shift, so I sleep till three every day.",
        "No more night shift for me.")]
    [InlineData("I live with my grandfather in Siena.", "Because I live with Grandpa, I cook without salt.",
        "I moved to Milan.")]
    [InlineData("I'm pregnant!", "Since I'm pregnant, I've switched to decaf.", "I'm not pregnant any more.")]
    [InlineData("My dog is called Rex.", "I come home at lunch every day, all because of Rex.", "Rex died.")]
    [InlineData("We have a nanny, Femke.", "Femke collects the kids at three, so I work until five every day.",
        "We have no nanny any more.")]
    [InlineData("I have a season pass for Alton Park.", "With the season pass we go every other Sunday.",
        "Our season pass ran out.")]
    [InlineData("I have a mentor at work, Philippa.", "Philippa and I have lunch every second Wednesday.",
        "I don't have a mentor now.")]
    [InlineData("I subscribe to The Economist.", "The Economist is 22 pounds a month.",
        "I cancelled my Economist subscription.")]
    public void What_was_done_for_a_reason_falls_with_it(string fact, string habit, string ended)
    {
        Say(fact);
        var turn = Say(habit);
        var taken = _user.Known.Items.From(_user.Known[turn].Sequence).Where(item =>
            item.Slot is "procedure" or "detail").ToArray();
        Assert.NotEmpty(taken);
        Assert.All(taken, item => Assert.Equal(ItemStanding.Current, item.Standing));

        Say(ended);

        Assert.All(taken, item => Assert.NotEqual(ItemStanding.Current, item.Standing));
    }

    [Fact]
    public void A_reason_given_in_the_next_sentence_holds_what_was_said_before_it()
    {
        Say("Our landlord is Mr Osei.");
        Say("I grow tomatoes on the roof every summer. That only works because he's the landlord.");
        Say("Our landlord is now Castlegate.");

        Assert.Empty(_user.Now("user", "procedure"));
    }

    [Fact]
    public void Who_got_fired_worked_there()
    {
        Say("I work at Acme.");
        Say("I got fired.");

        Assert.DoesNotContain(_user.Known.Items.All, item => item.Value == "fired");
        Assert.Contains(_user.Known.Items.All, item => item is { Value: "Acme", Polarity: Polarity.Ended });
    }

    [Fact]
    public void What_was_cancelled_without_having_been_known_adds_nothing()
    {
        Say("We cancelled Netflix.");

        Assert.Empty(_user.Known.Items.All);
    }

    [Fact]
    public void A_detail_of_what_is_not_known_is_not_kept()
    {
        Say("The Economist is 22 pounds a month.");

        Assert.Empty(_user.Known.Items.All);
    }

    [Fact]
    public void A_habit_without_a_reason_stays_when_something_else_ends()
    {
        Say("I own a boat.");
        Say("I always take my tea with milk.");
        Say("I sold the boat.");

        Assert.Single(_user.Now("user", "procedure"));
    }

    [Fact]
    public void What_ended_is_told_once_and_not_as_an_event_as_well()
    {
        Say("We have a dog called Rex.");
        Say("We had to have Rex put down on Tuesday.");

        Assert.Empty(_user.Now("user", "event"));
    }

    private int Say(string text) => _user.Say(text, Day.AddDays(_days++));
}
