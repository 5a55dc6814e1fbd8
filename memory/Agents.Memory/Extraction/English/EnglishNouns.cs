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
        if (IsNoLonger().Match(words) is { Success: true } ended)
        {
            ReadEnded(at, ended);
        }
        else if (IsMine().Match(words) is { Success: true } theirs && RoleOf(theirs.Groups["noun"].Value) is { } role)
        {
            at.Add(Claim.Speaker, role, theirs.Groups["v"], Polarity.Holds);
            at.Add(Claim.Speaker, role, theirs.Groups["old"], Polarity.Ended);
        }
        else if (Mine().Match(words) is { Success: true } mine)
        {
            ReadMine(at, mine);
        }
        else if (Secret().Match(words) is { Success: true } secret)
        {
            at.Add(Claim.Speaker, secret.Groups["noun"].Value.ToLowerInvariant(), secret.Groups["v"], Polarity.Holds, true);
        }
        else if (Quality().Match(words) is { Success: true } quality)
        {
            EnglishQualities.Read(at, Claim.Speaker, quality.Groups["v"], quality.Groups["not"].Success,
                quality.Groups["ended"].Success);
        }
        else if (OfOther().Match(words) is { Success: true } relation)
        {
            ReadRelation(at, relation);
        }
        else if (NameIs().Match(words) is { Success: true } name && Subjects.Of(name.Groups["s"].Value) is { } subject)
        {
            EnglishQualities.Read(at, subject, name.Groups["v"], name.Groups["not"].Success, false);
        }

        ReadHaving(at, words);
        ReadNamed(at, words);
        ReadParting(at, words);
        ReadContact(at, words);
    }

    /// <summary>Gives the slot of somebody who is something to the speaker: a relation, or what they do for
    /// them.</summary>
    private static string? RoleOf(string noun)
    {
        var plain = Adjective().Replace(noun.ToLowerInvariant(), "");
        return RelationOf(plain) ?? (L.Roles.Contains(plain.Split(' ')[^1]) ? plain : null);
    }

    /// <summary>"For the form: email is a@b.org, phone 0151 234 8876", "I changed my number, it's 0151 ...".</summary>
    private static void ReadContact(Place at, string words)
    {
        if (Mail().Match(words) is { Success: true } mail)
        {
            at.Add(Claim.Speaker, "email", mail.Groups["v"], Polarity.Holds);
        }

        var phone = Phone().Match(words);
        if (phone.Success || (ItIsNumber().Match(words) is { Success: true } number && (phone = number).Success
            && at.Before().Contains("my number", StringComparison.OrdinalIgnoreCase)))
        {
            at.Add(Claim.Speaker, "phone", phone.Groups["v"], Polarity.Holds);
        }
    }

    /// <summary>"My sister's name is Anna", "my shoe size is 42", "my dad is a pilot".</summary>
    private static void ReadMine(Place at, Match match)
    {
        var noun = Adjective().Replace(match.Groups["noun"].Value.ToLowerInvariant(), "");
        var owner = match.Groups["owner"] is { Success: true } whose ? Adjective().Replace(whose.Value, "") : null;
        var named = match.Groups["named"].Success || match.Groups["wasnamed"].Success;
        var value = match.Groups["v"];
        var polarity = match.Groups["was"].Success && !named ? Polarity.Ended : Polarity.Holds;
        if (owner is not null && L.Relations.TryGetValue(owner.ToLowerInvariant(), out var relation) && noun == "name")
        {
            at.Add(Claim.Speaker, relation, value, polarity);
        }
        else if (Favorite().Match(noun) is { Success: true } favorite)
        {
            // "Paris, Texas" is one film.
            var rest = Titled().Match(at.Words, value.Index + value.Length);
            at.Add(owner ?? Claim.Speaker, FavoriteOf(favorite),
                new Stretch(value.Index, value.Index + value.Length + (rest.Success ? rest.Length : 0)), polarity);
        }
        else if (owner is not null && L.Pets.Contains(noun) && named)
        {
            at.Add(Subjects.Of("my " + owner) ?? owner, "pet", value, polarity);
        }
        else if (owner is null && RoleOf(noun) is { } does && RelationOf(noun) is null && Names().Match(value.Value) is { Success: true } who)
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
            if (Names().Match(value.Value) is { Success: true } name)
            {
                at.Add(Claim.Speaker, slot, new Stretch(value.Index, value.Index + name.Length), polarity);
            }
            else
            {
                EnglishQualities.Read(at, noun, value, false, false);
            }
        }
        else if (owner is null && (L.Pets.Contains(noun) || named))
        {
            ReadThing(at, noun, match.Groups["noun"], value, named);
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

    private static void ReadOpen(Place at, string subject, string noun, Group value, Polarity polarity)
    {
        if (L.Nouns.TryGetValue(noun, out var slot))
        {
            // An address has commas.
            var end = slot == "address" ? at.Clause.End - at.Offset : value.Index + value.Length;
            var skipped = slot == "birthday" && value.Value.StartsWith("on ", StringComparison.Ordinal) ? 3 : 0;
            at.Add(subject, slot, new Stretch(value.Index + skipped, end), polarity);
            if (slot == "name" && L.Pets.Contains(subject))
            {
                at.Pet(subject);
            }
        }
        else if (!Vague().IsMatch(noun) && OpenValue().IsMatch(value.Value)
            && (Telling().IsMatch(noun) || Concrete().IsMatch(value.Value)))
        {
            at.Add(subject, noun, value, polarity, functional: true);
        }
    }

    /// <summary>"X's R is V", "the R of X is V", "V is the R of X".</summary>
    private static void ReadRelation(Place at, Match match)
    {
        var noun = Adjective().Replace(match.Groups["slot"].Value.ToLowerInvariant(), "");
        if (Subjects.Of(match.Groups["s"].Value) is not { } subject || Vague().IsMatch(noun))
        {
            return;
        }

        var slot = L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
        at.Add(subject, slot, match.Groups["v"], Polarity.Holds, functional: true);
    }

    /// <summary>"Kim is no longer my roommate", "I no longer have a dog".</summary>
    private static void ReadEnded(Place at, Match match)
    {
        var noun = Adjective().Replace(match.Groups["noun"].Value.ToLowerInvariant(), "");
        var slot = Favorite().Match(noun) is { Success: true } favorite
            ? FavoriteOf(favorite)
            : L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
        at.Add(Claim.Speaker, slot, match.Groups["v"], Polarity.Ended);
    }

    /// <summary>"I have a dog and two cats", "we adopted a beagle", "I don't have a car".</summary>
    private static void ReadHaving(Place at, string words)
    {
        if (Family().Match(words) is { Success: true } family)
        {
            var relation = L.Relations.GetValueOrDefault(family.Groups["kin"].Value.ToLowerInvariant().TrimEnd('s'))
                ?? "child";
            at.AddAll(relation, family.Groups["v"], Polarity.Holds);
            return;
        }

        if (RoleFilled().Match(words) is { Success: true } filled && RoleOf(filled.Groups["role"].Value) is { } role)
        {
            at.Add(Claim.Speaker, role, filled.Groups["v"], Polarity.Holds);
            return;
        }

        if (PetsNamed().Match(words) is { Success: true } pets && L.Pets.Contains(pets.Groups["kind"].Value))
        {
            at.AddAll("pet", pets.Groups["v"], Polarity.Holds);
            if (AndAPet().Match(words[(pets.Index + pets.Length)..]) is { Success: true } more
                && L.Pets.Contains(more.Groups["v"].Value))
            {
                at.Pet(more.Groups["v"].Value);
            }

            return;
        }

        if (Having().Match(words) is not { Success: true } having)
        {
            return;
        }

        var polarity = having.Groups["ended"].Success || having.Groups["more"].Success ? Polarity.Ended
            : having.Groups["not"].Success ? Polarity.Negated
            : Polarity.Holds;
        if (CalledA().Match(having.Groups["v"].Value) is { Success: true } called)
        {
            // "A motorbike, a Triumph" is one thing and what it is called.
            var (whole, name) = (having.Groups["v"].Index, called.Groups["v"]);
            ReadThingHad(at, having, new Stretch(whole, whole + called.Groups["thing"].Length), words, polarity);
            at.Add(Quantity().Replace(called.Groups["thing"].Value, ""), "name",
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
        var thing = Quantity().Match(stretch.Of(words));
        var start = stretch.Start + (thing.Success ? thing.Length : 0);
        var named = NamedTail().Match(words[start..stretch.End]);
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
        if (slot is null && OfPets().Match(value) is { Success: true } of && L.Pets.Contains(of.Groups["v"].Value))
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

        if (slot is null && polarity != Polarity.Holds && Attribute().IsMatch(value))
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
        else if (!(at.When is not null && polarity == Polarity.Holds) && !NoThing().IsMatch(value) && (polarity != Polarity.Holds || thing.Success
            || Counted().IsMatch(words[..stretch.Start])))
        {
            at.Add(Claim.Speaker, "owns", new Stretch(start, end), polarity);
        }
    }

    /// <summary>"A beagle named Biscuit", "a dog called Rex".</summary>
    private static void ReadNamed(Place at, string words)
    {
        if (ThingNamed().Match(words) is { Success: true } named
            && L.Pets.Contains(named.Groups["s"].Value.Split(' ')[^1]))
        {
            at.Add(named.Groups["s"].Value.ToLowerInvariant(), "name", named.Groups["v"], Polarity.Holds);
            if (Owned().IsMatch(words[..named.Index]))
            {
                at.Add(Claim.Speaker, "pet", named.Groups["s"], Polarity.Holds);
            }
        }

        // Who is named where a reason is given is there for what they do.
        if (at.Reading.Reason is null && FriendNamed().Match(words) is { Success: true } friend && KinOf(friend.Groups["kin"].Value) is { } slot)
        {
            at.Add(Claim.Speaker, slot, friend.Groups["v"], Polarity.Holds);
        }

        if (OneOfMine().Match(words) is { Success: true } one && KinOf(one.Groups["kin"].Value) is { } kin)
        {
            at.Add(Claim.Speaker, kin, one.Groups["v"], Polarity.Holds);
        }

        if (ItsName().Match(words) is { Success: true } its
            && at.Reading.Claims.LastOrDefault(claim => !claim.OnlyIfKnown) is { Slot: "pet", Polarity: Polarity.Holds } pet
            && char.IsLower(pet.Value[0]))
        {
            at.Add(pet.Value, "name", its.Groups["v"], Polarity.Holds);
        }

        if (ThePetIs().Match(words) is { Success: true } the && L.Pets.Contains(the.Groups["s"].Value))
        {
            at.Add(the.Groups["s"].Value, "name", the.Groups["v"], Polarity.Holds);
        }

        if (WithPet().Match(words) is { Success: true } with && L.Pets.Contains(with.Groups["s"].Value))
        {
            at.Add(Claim.Speaker, "pet", with.Groups["v"], Polarity.Holds);
        }
    }

    private static string? KinOf(string noun)
    {
        var kin = noun.ToLowerInvariant();
        return L.Relations.GetValueOrDefault(kin) ?? L.Relations.GetValueOrDefault(kin.TrimEnd('s'))
            ?? (Wider().IsMatch(kin) ? kin.TrimEnd('s') : null);
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
        if (Parted().Match(words) is { Success: true } parted)
        {
            at.Add(Claim.Speaker, "partner", parted.Groups["v"], Polarity.Ended);
        }

        if (Together().Match(words) is { Success: true } couple)
        {
            at.Add(Claim.Speaker, "partner", couple.Groups["v"], Polarity.Holds);
        }

        if (Gone().Match(words) is { Success: true } gone
            && (L.Pets.Contains(gone.Groups["v"].Value) || L.Pets.Contains(gone.Groups["kind"].Value)))
        {
            at.Add(Claim.Speaker, "pet", gone.Groups["v"], Polarity.Ended);
        }

        if (Single().IsMatch(words) && Single().Match(words) is { } single)
        {
            at.Add(Claim.Speaker, "marital_status", single.Groups["v"], Polarity.Holds);
        }
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Openers = @"^\W*(?:(?i:so|well|hi|hey|hello|and|but|yes|yeah|no|ok|oh|actually|btw|fyi|sadly"
        + @"|remember)[,!.]? )*";

    [GeneratedRegex(
        Openers + @"(?:(?i:my|our) (?:other |main )?(?:\p{Lu}\p{Ll}+ (?=teacher|tutor|class|course|lessons?|coach)\b)?|(?=[Ff]avou?rite \p{Ll}))(?:(?<owner>[\p{L} -]{2,30}?)['’]s"
            + @" )?(?<noun>(?i:f(?=avou?rite))?\p{Ll}[\p{Ll}-]*(?:"
            + @" \p{Ll}[\p{Ll}-]*){0,2}?)(?:['’]s)??(?:,? (?<of>(?:(?:Mrs?|Ms|Dr)\.? )?\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’-]*)*),?)?"
        + @"(?: (?:on|at|for|to|in) (?:(?:the|my|our|this) )?[\p{L}-]+(?: [\p{L}-]+)?)??"
        + @"(?:(?: (?:is|are)|(?<=\b(?:name|nickname|birthday|email|surname|address|number|height|weight|anniversary))['’]s)"
        + @"(?: now| also| currently| actually| still| probably| definitely| easily| officially)* (?<named>called |named )?(?:spelled )?"
        + @"| (?<was>used to be |was )(?<wasnamed>called |named )?)(?<v>[^;!?(),]+?)\s*[.,;!?]*(?: in case .*| but .*| and she.*| and"
        + @" he.*| and my.*| if .*| btw.*| lol.*| haha.*| by the way.*| tho(?:ugh)?\b.*|,.*)?\s*$",
        Options)]
    private static partial Regex Mine();

    [GeneratedRegex(
        Openers + @"(?i:I am|I'm|I’m|im|we are|we're)(?: also| just| still| really| currently| actually| already"
            + @"| only| now)*(?<not> not)?(?<ended> no longer)?(?: an?| the)? (?<v>[^;!?()]+?)\s*[.,;!?]*\s*$",
        Options)]
    private static partial Regex Quality();

    [GeneratedRegex(
        @"^\W*(?:(?:(?:The|the) (?:new |current )?(?<slot>[\p{L} ]+?) of (?<s>\p{Lu}[^,;!?]*?)"
            + @"|(?<s>\p{Lu}[^,;!?]*?)['’]s (?:new |current )?(?<slot>[\p{L}][\p{L} ]*?)) (?:is|are"
            + @"|turned out to be)(?: now| actually| in| said| to| be)* (?:an? |the )?(?<v>[^,;!?]+?)"
        + @"|(?:The )?(?<v>\p{L}[^,;!?]*?) (?:is|was|became|is home to) the (?:new "
        + @"|current )?(?<slot>[\p{L} ]+?) of (?<s>\p{Lu}[^,;!?]*?))\s*[.!]*\s*$",
        Options)]
    private static partial Regex OfOther();

    [GeneratedRegex(@"^\W*(?<s>\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)*|(?i:she|he|it)) (?:is"
        + @"|'s)(?<not> not)?(?: also| now| still)*(?: an?| the)? (?<v>[^,;!?]+?)\s*[.!]*\s*$", Options)]
    private static partial Regex NameIs();

    [GeneratedRegex(Openers + @"(?<v>\p{Lu}[^,;!?]*?) is no longer (?i:my|our)"
        + @" (?<noun>[\p{L} -]+?)\s*[.!]*\s*$", Options)]
    private static partial Regex IsNoLonger();

    [GeneratedRegex(
        Openers + @"(?i:I|we)(?:'ve|’ve|['’]re|['’]m)? (?:(?<ended>no longer (?:have|own|keep)|used to (?:have|own|keep)|gave(?= .* away))"
            + @" |(?<not>(?:don't|do not|don’t) (?:have|own)|never had|haven't got|have(?: got)? no|have never (?:had|owned)"
            + @"|(?<=['’]ve )(?:got )?no) (?:any )?|(?:already |also |still |just |now "
            + @"|finally )*(?<adopt>adopted|rescued) |(?:already |also |still |just |now |finally )*(?:have|got|own"
            + @"|keep|have got|own)|(?:am |are )fostering|(?<=['’](?:m|re) )fostering) "
        + @"(?<v>(?!to\b|been\b|no\b|never\b|not\b|you\b|it\b|that\b|this\b|rid\b)[^,;!?()]+?(?:, (?:an?|two|three"
        + @"|four|\d) [^,;!?()]+?)*?)(?: away)?(?<more> any ?more)?(?: again)?(?: in (?:January|February|March|April"
        + @"|May|June|July|August|September|October|November|December)| sadly| now| at home| as well"
        + @"| too| either| though| currently| at the moment| right now| these days| yet| at work| after all| any longer"
        + @"| but .*| and (?:he|she|it|they)\b.*)*\s*(?:[.;:!(]|,(?! (?:an?|two|three|four|\d) )|$)",
        Options)]
    private static partial Regex Having();

    [GeneratedRegex(
        Openers + @"(?i:I|we)(?:['’]ve| have)(?: got)? (?:an? |one |two |three |four |\d )(?:\w+ )?(?<kin>kids?|children|child|sons?"
            + @"|daughters?|sisters?|brothers?|siblings?)(?: sisters?)?(?:,| called| named"
            + @"| -)* (?<v>\p{Lu}[\p{L}]+(?:(?:,| and|, and) \p{Lu}\p{L}+)*)",
        Options)]
    private static partial Regex Family();

    [GeneratedRegex(@"\b(?:an?|the|my|our) (?<s>\p{Ll}+(?: \p{Ll}+)?)(?:,? (?:named|called) (?<v>\p{Lu}[\p{L}'’-]*)"
        + @"|(?<=\b[Aa]n? \p{Ll}+), (?<v>\p{Lu}\p{L}+)(?=[,.!]|$| and (?:an?|my|our)\b))", Options)]
    private static partial Regex ThingNamed();

    [GeneratedRegex(@"\b(?:[Mm]y|[Oo]ur) (?:best |old |older |younger |little |big |twin |new "
        + @"|close )*(?:\p{Ll}+ )??(?<kin>\p{Ll}+),? (?<v>(?:(?:Mrs?|Ms|Dr)\.?"
        + @" )?\p{Lu}[\p{Ll}'’-]+)(?: \p{Lu}[\p{Ll}'’-]+)?(?=,? (?:\p{Ll}{2,}|and I)\b)(?!,? (?:called"
        + @"|named)\b)", Options)]
    private static partial Regex FriendNamed();

    [GeneratedRegex(@"^\W*(?:(?:So|And|Also|Oh),? )*(?:(?<v>\p{Lu}[\p{L}'’-]+) and (?:I|me)|(?i:me) and (?<v>\p{Lu}[\p{L}'’-]+))(?: are| have been| got"
        + @"| just got)(?: now| officially| finally| back)* (?:together|dating|a couple|engaged|married|an item)\b", Options)]
    private static partial Regex Together();

    [GeneratedRegex(@"^\W*(?:(?:So|And|But|Well|Sadly),? )*(?:(?<v>\p{Lu}[\p{L}'’-]+) and (?:I|me)|(?i:me) and (?<v>\p{Lu}[\p{L}'’-]+)"
        + @"|(?i:my) (?<v>boyfriend|girlfriend|partner|husband|fianc[eé]+"
        + @"|wife) and (?:I|me))(?: have| just| are| recently| finally|['’]ve)* (?:broke up|split up|split\b|broken up|separated"
        + @"|(?:got(?:ten)? )?divorced|are no longer together|no longer together|not together|parted ways"
        + @"|aren['’]t together|called it quits|are over|called off the wedding)", Options)]
    private static partial Regex Parted();

    [GeneratedRegex(@"^\W*(?:(?i:my|our) (?:(?<kind>\p{Ll}+) )?)?(?<v>(?!He\b|She\b|It\b"
        + @"|They\b)\p{L}[\p{L}'’-]*) (?:has )?(?:just )?(?:died|passed away|ran away)\b", Options)]
    private static partial Regex Gone();

    [GeneratedRegex(@"\b(?:got|am|'m|are|we're) (?<v>married|engaged|divorced)\b(?! to)", Options)]
    private static partial Regex Single();

    [GeneratedRegex(@"^(?i:favou?rite) (?<what>[\p{L} -]+)$", Options)]
    private static partial Regex Favorite();

    [GeneratedRegex(@"\G, \p{Lu}\p{L}+(?=[.!]*\s*$)", Options)]
    private static partial Regex Titled();

    // "Dr. Anand is my GP these days, not Dr. Pruitt."
    [GeneratedRegex(
        Openers + @"(?<v>(?:(?:Dr|Mrs?|Ms|Prof)\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)(?: is|['’]s)(?: now| also| still)* (?:my|our)"
            + @" (?:new )?(?<noun>[\p{L}-]+(?: \p{Ll}+)?)(?: these days| now| again| from now on)?(?:,? not (?<old>(?:(?:Dr|Mrs?|Ms)"
            + @"\.? )?\p{Lu}[\p{L}'’-]+))?\s*(?:[.,;!].*)?$",
        Options)]
    private static partial Regex IsMine();

    [GeneratedRegex(
        @"^\W*(?:[Aa]nd |[Aa]lso |[Rr]emember[:,]? )*(?:[Tt]he )?(?<noun>(?i:(?:wifi|wi-fi|door|alarm|garage|gate|locker|building|front door"
            + @"|safe|laptop)? ?(?:password|passcode|code|pin)))(?: (?:at|for|to|on|of) (?:the |my |our )?[^,]{2,25}?)? is (?:now )?(?<v>"
            + @"[^,;!?() ]+)\s*(?:[.,!].*)?$",
        Options)]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"(?<!(?:['’]s|his|her|their|your|old|work) )\b(?:e-?mail)(?: address)?(?: is|:)? (?<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
        Options | RegexOptions.IgnoreCase)]
    private static partial Regex Mail();

    [GeneratedRegex(
        @"(?<!(?:['’]s|his|her|their|your|old) )\b(?:phone|mobile|cell)(?: number)?(?: is|:)? (?<v>\+?\d[\d ()-]{5,}\d)",
        Options | RegexOptions.IgnoreCase)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\W*(?:it['’]s|it is|the new one is)(?: now)? (?<v>\+?\d[\d ()-]{5,}\d)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex ItIsNumber();

    // "We have a cleaner, Mrs Pohl", "I've got a mentor at work, Philippa".
    [GeneratedRegex(
        @"\b(?i:have|has|['’]ve got|got|hired|found|employ|see|keep) (?:an?|our|my|his|her) (?<role>(?:\p{Ll}+ )?\p{Ll}+)(?: too| (?:at|for|from"
            + @"|in|who) [^,]{2,30})?(?:,| called| named) (?<v>(?:(?:Mrs?|Ms|Dr|Sister|Frau|Herr|Se\u00f1ora?)\.? )?\p{Lu}[\p{L}'’-]+"
            + @"(?: \p{Lu}[\p{L}'’-]+)*)(?!\p{L})",
        Options)]
    private static partial Regex RoleFilled();

    // "Two dogs, Hector and Plum", "2 cats (Miso + Tofu)".
    [GeneratedRegex(
        @"\b(?i:have|['’]ve got|got|own|keep|adopted|rescued) (?:(?:two|three|four|both|\d) )(?:\p{Ll}+ )?(?<kind>\p{Ll}+)(?:,? \(|,? called |,? named"
            + @" |: |, | [-–—] )(?<v>\p{Lu}\p{L}+(?:(?:, and | and |, | \+ | & )\p{Lu}\p{L}+)+)\)?",
        Options)]
    private static partial Regex PetsNamed();

    [GeneratedRegex(@"^ and (?:an?|my|our) (?:\p{Ll}+ ){0,2}(?<v>\p{Ll}+)\b", Options)]
    private static partial Regex AndAPet();

    [GeneratedRegex(
        @"\b(?:[Oo]ne of (?:my|our)|[Aa]) (?<kin>\p{Ll}+)(?: of mine)?, (?<v>\p{Lu}\p{L}+),|\b[Aa] (?<kin>\p{Ll}+) of mine, (?<v>\p{Lu}\p{L}+)",
        Options)]
    private static partial Regex OneOfMine();

    [GeneratedRegex(
        @"^\W*(?:(?:[Hh]e|[Ss]he|[Ii]t)(?:['’]s| is) (?:called|named)|(?:[Hh]is|[Hh]er|[Ii]ts) name(?:['’]s| is)|(?:['’]s|is) (?:called|named))"
            + @" (?<v>\p{Lu}[\p{L}'’-]+)",
        Options)]
    private static partial Regex ItsName();

    [GeneratedRegex(@"^\W*[Tt]he (?<s>\p{Ll}+)(?:['’]s| is) (?:called|named) (?<v>\p{Lu}[\p{L}'’-]+)", Options)]
    private static partial Regex ThePetIs();

    [GeneratedRegex(@"\b(?:I|[Ww]e)(?:['’]ve| have| got|['’]ve got| have got| also| now| keep)+\b[^.]*$", Options)]
    private static partial Regex Owned();

    [GeneratedRegex(@"\b(?:with the|[Mm]y|[Oo]ur) (?<s>\p{Ll}+), (?<v>\p{Lu}[\p{L}'’-]+)(?=[,.!]|$)", Options)]
    private static partial Regex WithPet();

    [GeneratedRegex(@"^(?:grand(?:mother|father|ma|pa|son|daughter|child)|aunt|uncle|cousin|niece|nephew|neighbou?r|ex|lodger|nanny"
        + @"|landlord|landlady)s?$", Options)]
    private static partial Regex Wider();

    [GeneratedRegex(@"^(?:\p{L}+ )?(?<v>\p{L}+)(?= (?:in|at|on|out|that|who) )", Options)]
    private static partial Regex OfPets();

    [GeneratedRegex(@"^(?<thing>an? [^,]+), an? (?:\p{Ll}+ )?(?<v>\p{Lu}[^,]*)$", Options)]
    private static partial Regex CalledA();

    // What one has none of is no thing: a middle name.
    [GeneratedRegex(@"\b(?:name|surname|nickname|number|address|religion|title)$", Options)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:(?:new|current|own|best|older|younger|elder|eldest|little|big|twin|old|actual|real|full|other|main"
        + @"|dear|first|only|one|good|close) (?!name$))+", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Adjective();

    [GeneratedRegex(@"\b(?:an?|two|three|four|several|some|\d+) $", Options)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(?:an? |the |my |our |two |three |four |five |six |seven |eight |nine |ten |a few |a dozen |a couple of |a pair of |one |several |some "
        + @"|\d+ )+", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex(@",? (?:named|called|who|which|that|with|for|from|in case|because|so)\b.*$", Options)]
    private static partial Regex NamedTail();

    [GeneratedRegex(@"^(?:(?:Dr|Mrs?|Ms)\. ?)?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+)*(?= *[.,;!]* *$|,| at | in "
        + @"| from )", Options)]
    private static partial Regex Names();

    // What changes from hour to hour, or is a way of speaking.
    [GeneratedRegex(@"\b(?:question|problem|point|idea|guess|issue|(?<!(?:phone|mobile|dental|health|pension|payment|meal|data|insurance) )plan|goal|thing|way|love|life|day|head|mind|mood"
        + @"|answer|code|app|function|opinion|understanding|hope|fault|turn|bad|meeting|flight|train|bus|laptop"
        + @"|computer|screen|file|server|office|gift|experience|time|story|part|side|rest|result|cause|reason|use"
        + @"|kind|number one|back|friend|parents|kids)$", Options)]
    private static partial Regex Vague();

    // Nouns that people note down, and values that name something.
    [GeneratedRegex(@"(?:password|passcode|size|type|number|code|plate|username|handle|pin|anniversary|landlord"
        + @"|trainer|gym|insurance|bank|model|brand|id|account|locker|seat)$", Options)]
    private static partial Regex Telling();

    [GeneratedRegex(@"^(?:with |on |at |in )?(?:\p{Lu}|\d)", Options)]
    private static partial Regex Concrete();

    // A value that names something: short, and no clause or feeling.
    [GeneratedRegex(@"^(?!(?:so|very|too|really|not|getting|going|being|always|still|broken|great|good|bad|nice|fine"
        + @"|ok|okay|terrible|awful|on|in|at|to|that|because|about|like|here|there|what|how|when|killing|driving"
        + @"|making|just|a bit|pretty|quite|my|the best|the worst"
        + @"|\w+ing)\b)[^,;]{1,60}$", Options | RegexOptions.IgnoreCase)]
    private static partial Regex OpenValue();

    [GeneratedRegex(@"^(?:(?:a |no |any )?(?:clues?|plans|reason|patience|words|need|intention|money|interest|friends?|say|luck|problems"
        + @"|questions|regrets|complaints|preference|opinion|concept|memory|experience|question|problem|idea|clue|meeting|appointment|interview|exam|headache"
        + @"|cold|fever|lot|few|time|feeling|plan|doubt|choice|chance|look|test|day|week|fun|dream|look|job|date"
        + @"|lunch|dinner|breakfast|party|call|class|bit|deadline|flight|issue|bug|error|good|bad|great|hard|nice"
        + @"|busy|long|thing|access|money|energy|trouble|point|list|file|table|function|problem with)\b"
        + @"|.*\b(?:question|problem|idea|meetings?|appointments?|interviews?|time|day|week|night|headache|error|feeling"
        + @"|trouble|allergies|issue|issues|job|meet|match|race|gig|concert|show|game|tournament|wedding|trip|holiday|visit"
        + @"|lesson|lessons|exam|workshop|viva|hearing|check-?up|scan|surgery|operation|baby|cough|crush|hangover|craving)$|(?:older|younger|little|big)\b)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex NoThing();
}
