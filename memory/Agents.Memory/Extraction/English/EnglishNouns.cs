using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads what English says with nouns: "my boss is Ann", "the capital of Peru is Lima", "I have two
/// dogs".</summary>
internal static partial class EnglishNouns
{
    public static void Read(Reading reading, string words, Stretch clause, int prefix, StatedTime? when)
    {
        var at = new Place(reading, clause, words, clause.Start - prefix, when);
        if (IsNoLonger.Match(words) is { Success: true } ended)
        {
            ReadEnded(at, ended);
        }
        else if (Secret.Match(words) is { Success: true } secret)
        {
            at.Add(Claim.Speaker, secret.Groups["noun"].Value.ToLowerInvariant(), secret.Groups["v"],
                Polarity.Holds, true);
        }
        else if (IsMine.Match(words) is { Success: true } theirs && RoleOf(theirs.Groups["noun"].Value) is { } role)
        {
            at.Add(Claim.Speaker, role, theirs.Groups["v"], Polarity.Holds);
            at.Add(Claim.Speaker, role, theirs.Groups["old"], Polarity.Ended);
        }
        else if (Mine.Match(words) is { Success: true } mine)
        {
            ReadMine(at, mine);
        }
        else if (OfOther.Match(words) is { Success: true } relation)
        {
            ReadRelation(at, relation);
        }
        else if (NameIs.Match(words) is { Success: true } name && Subjects.Of(name.Groups["s"].Value) is { } subject)
        {
            EnglishQualities.Read(at, subject, name.Groups["v"], name.Groups["not"].Success, false);
        }

        EnglishRelations.Read(at, words);
        ReadHaving(at, words);
        ReadNamed(at, words);
        ReadParting(at, words);
        ReadContact(at, words);
    }

    /// <summary>Gives the slot of somebody who is something to the speaker: a relation, or what they do for
    /// them.</summary>
    private static string? RoleOf(string noun)
    {
        var plain = Adjective.Replace(noun.ToLowerInvariant(), "");
        return RelationOf(plain) ?? (L.Roles.Contains(plain.Split(' ')[^1]) ? plain : null);
    }

    /// <summary>"For the form: email is a@b.org, phone 0151 234 8876", "I changed my number, it's 0151 ...".</summary>
    private static void ReadContact(Place at, string words)
    {
        if (Mail.Match(words) is { Success: true } mail)
        {
            at.Add(Claim.Speaker, "email", mail.Groups["v"], Polarity.Holds);
        }

        var phone = Phone.Match(words);
        if (phone.Success || (ItIsNumber.Match(words) is { Success: true } number && (phone = number).Success
            && NewNumber.IsMatch(at.Before())))
        {
            at.Add(Claim.Speaker, "phone", phone.Groups["v"], Polarity.Holds);
        }
    }

    /// <summary>"My sister's name is Anna", "my shoe size is 42", "my dad is a pilot".</summary>
    private static void ReadMine(Place at, Match match)
    {
        var noun = Adjective.Replace(match.Groups["noun"].Value.ToLowerInvariant(), "");
        var owner = match.Groups["owner"] is { Success: true } whose ? Adjective.Replace(whose.Value, "") : null;
        var named = match.Groups["named"].Success || match.Groups["wasnamed"].Success;
        var value = match.Groups["v"];
        var polarity = match.Groups["was"].Success && !named ? Polarity.Ended : Polarity.Holds;
        if (owner is not null && L.Relations.TryGetValue(owner.ToLowerInvariant(), out var relation) && noun == "name")
        {
            at.Add(Claim.Speaker, relation, value, polarity);
        }
        else if (Favorite.Match(noun) is { Success: true } favorite)
        {
            // "Paris, Texas" is one film.
            var rest = Titled.Match(at.Words, value.Index + value.Length);
            at.Add(owner ?? Claim.Speaker, FavoriteOf(favorite),
                new Stretch(value.Index, value.Index + value.Length + (rest.Success ? rest.Length : 0)), polarity);
        }
        else if (owner is not null && L.Pets.Contains(noun) && named)
        {
            at.Add(Subjects.Of("my " + owner) ?? owner, "pet", value, polarity);
        }
        else if (owner is null && RoleOf(noun) is { } does && RelationOf(noun) is null
            && Names.Match(value.Value) is { Success: true } who)
        {
            at.Add(Claim.Speaker, does, new Stretch(value.Index, value.Index + who.Length), polarity, functional: true);
        }
        else if (owner is null && noun is "hobby" or "hobbies" or "pastime")
        {
            at.AddAll("hobby", value, polarity);
        }
        else if (match.Groups["of"] is { Success: true } person && RelationOf(noun) is { } known)
        {
            // "My sister Anna is a nurse": the name is the subject, and stands for the relation.
            at.Add(Claim.Speaker, known, person, Polarity.Holds);
            EnglishQualities.Read(at, person.Value, value, false, false);
        }
        else if (owner is null && RelationOf(noun) is { } slot)
        {
            if (Names.Match(value.Value) is { Success: true } name)
            {
                at.Add(Claim.Speaker, slot, new Stretch(value.Index, value.Index + name.Length), polarity);
            }
            else if (polarity == Polarity.Holds)
            {
                EnglishQualities.Read(at, noun, value, false, false);
            }
        }
        else if (owner is null && (L.Pets.Contains(noun) || named))
        {
            ReadThing(at, noun, match.Groups[match.Groups["of"].Success ? "of" : "noun"], value, named);
        }
        else
        {
            ReadOpen(at, owner ?? Claim.Speaker, noun, value, polarity);
        }
    }

    private static string FavoriteOf(Match favorite) =>
        Slots.Favorite + favorite.Groups["what"].Value.Replace("colour", "color", StringComparison.Ordinal);

    /// <summary>"My German teacher" is a teacher.</summary>
    private static string? RelationOf(string noun) => L.Relations.GetValueOrDefault(noun)
        ?? (noun.EndsWith(" teacher", StringComparison.Ordinal) ? "teacher" : null);

    // "My dog Rex is a shepherd", "my cat is called Momo": a pet, and its name.
    private static void ReadThing(Place at, string noun, Group whole, Group value, bool named)
    {
        if (L.Pets.Contains(noun))
        {
            at.Add(Claim.Speaker, "pet", whole, Polarity.Holds);
        }

        if (named)
        {
            at.Add(noun, "name", value, Polarity.Holds);
        }
        else
        {
            EnglishQualities.Read(at, noun, value, false, false);
        }
    }

    /// <summary>"X's R is V", "the R of X is V", "V is the R of X".</summary>
    private static void ReadRelation(Place at, Match match)
    {
        var noun = Adjective.Replace(match.Groups["slot"].Value.ToLowerInvariant(), "");
        if (Subjects.Of(match.Groups["s"].Value) is not { } subject || Vague.IsMatch(noun))
        {
            return;
        }

        var slot = L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
        at.Add(subject, slot, match.Groups["v"], Polarity.Holds, functional: true);
    }

    /// <summary>"Kim is no longer my roommate", "I no longer have a dog".</summary>
    private static void ReadEnded(Place at, Match match)
    {
        var noun = Adjective.Replace(match.Groups["noun"].Value.ToLowerInvariant(), "");
        var slot = Favorite.Match(noun) is { Success: true } favorite
            ? FavoriteOf(favorite)
            : L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
        at.Add(Claim.Speaker, slot, match.Groups["v"], Polarity.Ended);
    }

    /// <summary>"I have a dog and two cats", "we adopted a beagle", "I don't have a car".</summary>
    private static void ReadHaving(Place at, string words)
    {
        if (Family.Match(words) is { Success: true } family)
        {
            var relation = L.Relations.GetValueOrDefault(family.Groups["kin"].Value.ToLowerInvariant().TrimEnd('s'))
                ?? "child";
            at.AddAll(relation, family.Groups["v"], Polarity.Holds);
            return;
        }

        if (RoleFilled.Match(words) is { Success: true } filled && RoleOf(filled.Groups["role"].Value) is { } role)
        {
            at.Add(Claim.Speaker, role, filled.Groups["v"], Polarity.Holds);
            return;
        }

        if (PetsNamed.Match(words) is { Success: true } pets && L.Pets.Contains(pets.Groups["kind"].Value))
        {
            at.AddAll("pet", pets.Groups["v"], Polarity.Holds);
            if (AndAPet.Match(words[(pets.Index + pets.Length)..]) is { Success: true } more
                && L.Pets.Contains(more.Groups["v"].Value))
            {
                at.Pet(more.Groups["v"].Value);
            }

            return;
        }

        if (Having.Match(words) is not { Success: true } having)
        {
            return;
        }

        var polarity = having.Groups["ended"].Success || having.Groups["more"].Success ? Polarity.Ended
            : having.Groups["not"].Success ? Polarity.Negated
            : Polarity.Holds;
        if (CalledA.Match(having.Groups["v"].Value) is { Success: true } called)
        {
            // "A motorbike, a Triumph" is one thing and what it is called.
            var (whole, name) = (having.Groups["v"].Index, called.Groups["v"]);
            ReadThingHad(at, having, new Stretch(whole, whole + called.Groups["thing"].Length), words, polarity);
            at.Add(Quantity.Replace(called.Groups["thing"].Value, ""), "name",
                new Stretch(whole + name.Index, whole + name.Index + name.Length), Polarity.Holds);
            return;
        }

        foreach (var (start, length) in ValueLists.Split(having.Groups["v"].Value))
        {
            ReadThingHad(at, having, new Stretch(having.Groups["v"].Index + start,
                having.Groups["v"].Index + start + length), words, polarity);
        }
    }

    private static void ReadThingHad(Place at, Match having, Stretch stretch, string words, Polarity polarity)
    {
        var thing = Quantity.Match(stretch.Of(words));
        var start = stretch.Start + (thing.Success ? thing.Length : 0);
        var named = NamedTail.Match(words[start..stretch.End]);
        var end = named.Success ? start + named.Index : stretch.End;
        var value = words[start..end].TrimEnd();
        var head = value.Split(' ')[^1].ToLowerInvariant();
        if (value.Length == 0)
        {
            return;
        }

        var health = L.Conditions.Contains(head);
        var slot = L.Pets.Contains(head) || having.Groups["adopt"].Success ? "pet"
            : health ? "condition"
            : L.Relations.GetValueOrDefault(head) ?? L.Relations.GetValueOrDefault(head.TrimEnd('s'));
        if (slot is null && OfPets.Match(value) is { Success: true } of && L.Pets.Contains(of.Groups["v"].Value))
        {
            // "Six hens in the garden" are hens.
            at.Add(Claim.Speaker, "pet", new Stretch(start, start + of.Length), polarity);
            return;
        }

        if (slot is null && L.Roles.Contains(head))
        {
            at.Add(Claim.Speaker, value.ToLowerInvariant(), new Stretch(start, end), polarity);
            return;
        }

        if (slot is null && polarity != Polarity.Holds && Attribute.IsMatch(value))
        {
            at.Add(Claim.Speaker, value.ToLowerInvariant(), new Stretch(start, end), polarity, functional: true);
            return;
        }
        if (slot is "pet" or "condition")
        {
            at.Add(Claim.Speaker, slot, new Stretch(start, end), polarity);
        }
        else if (slot is not null)
        {
            // "I no longer have a girlfriend": whoever she was.
            if (polarity != Polarity.Holds)
            {
                at.Add(Claim.Speaker, slot, new Stretch(start, end), polarity);
            }
        }
        else if (!Clauses.Lexicon.IsNetwork(head)
            && (polarity != Polarity.Holds || char.IsUpper(value[0])
                || Clauses.Lexicon.IsThing(value.ToLowerInvariant()))
            && !(at.When is not null && polarity == Polarity.Holds) && !NoThing.IsMatch(value)
            && (polarity != Polarity.Holds || thing.Success
            || Counted.IsMatch(words[..stretch.Start])))
        {
            at.Add(Claim.Speaker, "owns", new Stretch(start, end), polarity);
        }
    }

    /// <summary>"A beagle named Biscuit", "a dog called Rex".</summary>
    private static void ReadNamed(Place at, string words)
    {
        if (ThingNamed.Match(words) is { Success: true } named
            && L.Pets.Contains(named.Groups["s"].Value.Split(' ')[^1]))
        {
            at.Add(named.Groups["s"].Value.ToLowerInvariant(), "name", named.Groups["v"], Polarity.Holds);
            if (Owned.IsMatch(words[..named.Index]))
            {
                at.Add(Claim.Speaker, "pet", named.Groups["s"], Polarity.Holds);
            }
        }

        // Who is named where a reason is given is there for what they do.
        if (at.Reading.Reason is null && FriendNamed.Match(words) is { Success: true } friend
            && KinOf(friend.Groups["kin"].Value) is { } slot)
        {
            at.Add(Claim.Speaker, slot, friend.Groups["v"], Polarity.Holds);
        }

        if (OneOfMine.Match(words) is { Success: true } one && KinOf(one.Groups["kin"].Value) is { } kin)
        {
            at.Add(Claim.Speaker, kin, one.Groups["v"], Polarity.Holds);
        }

        if (ItsName.Match(words) is { Success: true } its
            && at.Reading.Claims.LastOrDefault(claim => !claim.OnlyIfKnown) is { } pet
            && pet is { Slot: "pet", Polarity: Polarity.Holds } && char.IsLower(pet.Value[0]))
        {
            at.Add(pet.Value, "name", its.Groups["v"], Polarity.Holds);
        }

        if (ThePetIs.Match(words) is { Success: true } the && L.Pets.Contains(the.Groups["s"].Value))
        {
            at.Add(the.Groups["s"].Value, "name", the.Groups["v"], Polarity.Holds);
        }

        if (WithPet.Match(words) is { Success: true } with && L.Pets.Contains(with.Groups["s"].Value))
        {
            at.Add(Claim.Speaker, "pet", with.Groups["v"], Polarity.Holds);
        }
    }

    private static string? KinOf(string noun)
    {
        var kin = noun.ToLowerInvariant();
        return L.Relations.GetValueOrDefault(kin) ?? L.Relations.GetValueOrDefault(kin.TrimEnd('s'))
            ?? (Wider.IsMatch(kin) ? kin.TrimEnd('s') : null);
    }

    /// <summary>Reads who is named in "my sister Ana and I", and what they no longer are.</summary>
    public static void ReadPeople(Reading reading, string words, Stretch clause)
    {
        var time = ClaimTimes.Find(words, reading.Said, ahead: false).Time;
        var at = new Place(reading, clause, words, clause.Start, time);
        ReadNamed(at, words);
        ReadParting(at, words);
        EnglishEndings.Read(reading, words, clause, 0, time);
    }

    /// <summary>"Leo and I broke up", "Luna died", "I gave the goat away".</summary>
    private static void ReadParting(Place at, string words)
    {
        if (Parted.Match(words) is { Success: true } parted)
        {
            at.Add(Claim.Speaker, "partner", parted.Groups["v"], Polarity.Ended);
        }

        if (Together.Match(words) is { Success: true } couple)
        {
            at.Add(Claim.Speaker, "partner", couple.Groups["v"], Polarity.Holds);
        }

        if (Gone.Match(words) is { Success: true } gone
            && (L.Pets.Contains(gone.Groups["v"].Value) || L.Pets.Contains(gone.Groups["kind"].Value)))
        {
            at.Add(Claim.Speaker, "pet", gone.Groups["v"], Polarity.Ended);
        }
    }
}
