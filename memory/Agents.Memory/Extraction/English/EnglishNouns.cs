using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads what English says with nouns: "my boss is Ann", "the capital of Peru is Lima", "I have two
/// dogs".</summary>
internal static partial class EnglishNouns
{
    public static void Read(Reading reading, string words, Stretch clause, int prefix, StatedTime? when)
    {
        var at = new Place(reading, clause, clause.Start - prefix, when);
        if (IsNoLonger().Match(words) is { Success: true } ended)
        {
            ReadEnded(at, ended);
        }
        else if (Mine().Match(words) is { Success: true } mine)
        {
            ReadMine(at, mine);
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

        EnglishRelations.Read(at, words);
        ReadHaving(at, words);
        ReadNamed(at, words);
        ReadParting(at, words);
    }

    /// <summary>"My sister's name is Anna", "my shoe size is 42", "my dad is a pilot".</summary>
    private static void ReadMine(Place at, Match match)
    {
        var noun = Adjective().Replace(match.Groups["noun"].Value.ToLowerInvariant(), "");
        var owner = match.Groups["owner"] is { Success: true } whose ? Adjective().Replace(whose.Value, "") : null;
        var named = match.Groups["named"].Success;
        var value = match.Groups["v"];
        var polarity = match.Groups["was"].Success ? Polarity.Ended : Polarity.Holds;
        if (owner is not null && L.Relations.TryGetValue(owner.ToLowerInvariant(), out var relation) && noun == "name")
        {
            at.Add(Claim.Speaker, relation, value, polarity);
        }
        else if (Favorite().Match(noun) is { Success: true } favorite)
        {
            at.Add(owner ?? Claim.Speaker, Slots.Favorite + favorite.Groups["what"].Value, value, polarity);
        }
        else if (match.Groups["of"] is { Success: true } person && L.Relations.TryGetValue(noun, out var known))
        {
            // "My sister Anna is a nurse": the name is the subject, and stands for the relation.
            at.Add(Claim.Speaker, known, person, Polarity.Holds);
            EnglishQualities.Read(at, person.Value, value, false, false);
        }
        else if (owner is null && L.Relations.TryGetValue(noun, out var slot))
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
            ? Slots.Favorite + favorite.Groups["what"].Value
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

        if (Having().Match(words) is not { Success: true } having)
        {
            return;
        }

        var polarity = having.Groups["ended"].Success || having.Groups["more"].Success ? Polarity.Ended
            : having.Groups["not"].Success ? Polarity.Negated
            : Polarity.Holds;
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
        else if (!NoThing().IsMatch(value) && (polarity != Polarity.Holds || thing.Success
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
        }

        if (FriendNamed().Match(words) is { Success: true } friend
            && L.Relations.TryGetValue(friend.Groups["kin"].Value.ToLowerInvariant(), out var slot))
        {
            at.Add(Claim.Speaker, slot, friend.Groups["v"], Polarity.Holds);
        }
    }

    /// <summary>"Leo and I broke up", "Luna died", "I gave the goat away".</summary>
    private static void ReadParting(Place at, string words)
    {
        if (Parted().Match(words) is { Success: true } parted)
        {
            at.Add(Claim.Speaker, "partner", parted.Groups["v"], Polarity.Ended);
        }

        if (Gone().Match(words) is { Success: true } gone
            && (L.Pets.Contains(gone.Groups["v"].Value) || char.IsUpper(gone.Groups["v"].Value[0])))
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
        Openers + @"(?i:my|our) (?:(?<owner>[\p{L} -]{2,30}?)['’]s"
            + @" )?(?<noun>\p{Ll}[\p{Ll}-]*(?:"
            + @" \p{Ll}[\p{Ll}-]*){0,2}?)(?:['’]s)??(?:,? (?<of>\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’-]*)*),?)?"
        + @" (?:(?:is|are)(?: now| currently| actually| still)? (?<named>called |named )?(?:spelled )?"
        + @"|(?<was>used to be |was ))(?<v>[^;!?(),]+?)\s*[.,;!?]*(?: in case .*| but .*| and she.*| and he.*| if .*"
        + @"|,.*)?\s*$",
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
        Openers + @"(?i:I|we)(?:'ve|’ve)? (?:(?<ended>no longer (?:have|own|keep)|gave(?= .* away)) |(?<not>(?:don't"
            + @"|do not|don’t) (?:have|own)|never had|haven't got) (?:any )?|(?:already |also |still |just |now "
            + @"|finally )*(?<adopt>adopted|rescued) |(?:already |also |still |just |now |finally )*(?:have|got|own"
            + @"|keep|have got|own) )"
        + @"(?<v>(?!to\b|been\b|no\b|never\b|not\b|you\b|it\b|that\b|this\b|rid\b)[^,;!?()]+?(?:, (?:an?|two|three"
        + @"|four|\d) [^,;!?()]+?)*?)(?: away)?(?<more> any ?more)?(?: again)?(?: in (?:January|February|March|April"
        + @"|May|June|July|August|September|October|November|December)| sadly| now| at home| as well"
        + @"| too)*\s*(?:[.,;!]|$)",
        Options)]
    private static partial Regex Having();

    [GeneratedRegex(
        Openers + @"(?i:I|we) have (?:an? |one |two |three |four |\d )(?:\w+ )?(?<kin>kids?|children|child|sons?"
            + @"|daughters?|sisters?|brothers?|siblings?)(?: sisters?)?(?:,| called| named"
            + @"| -)* (?<v>\p{Lu}[\p{L}]+(?:(?:,| and|, and) \p{Lu}\p{L}+)*)",
        Options)]
    private static partial Regex Family();

    [GeneratedRegex(@"\b(?:an?|the|my|our) (?<s>\p{Ll}+(?: \p{Ll}+)?),? (?:named"
        + @"|called) (?<v>\p{Lu}[\p{L}'’-]*)", Options)]
    private static partial Regex ThingNamed();

    [GeneratedRegex(@"\b(?:[Mm]y|[Oo]ur) (?:best |old |older |younger |little |big |twin |new "
        + @"|close )*(?<kin>\p{Ll}+),? (?<v>(?:(?:Mrs?|Ms|Dr)\."
        + @" )?\p{Lu}[\p{Ll}'’-]+)(?: \p{Lu}[\p{Ll}'’-]+)?(?=,? (?:\p{Ll}{2,}|and I)\b)(?!,? (?:called"
        + @"|named)\b)", Options)]
    private static partial Regex FriendNamed();

    [GeneratedRegex(@"^\W*(?:(?<v>\p{Lu}[\p{L}'’-]+) and I|(?i:my) (?<v>boyfriend|girlfriend|partner|husband"
        + @"|wife) and I)(?: have| just)* (?:broke up|split up|broken up|separated|got divorced"
        + @"|are no longer together|parted ways)", Options)]
    private static partial Regex Parted();

    [GeneratedRegex(@"^\W*(?:(?i:my|our) (?:\p{Ll}+ )?)?(?<v>(?!He\b|She\b|It\b"
        + @"|They\b)\p{L}[\p{L}'’-]*) (?:has )?(?:just )?(?:died|passed away|ran away)\b", Options)]
    private static partial Regex Gone();

    [GeneratedRegex(@"\b(?:got|am|'m|are|we're) (?<v>married|engaged|divorced)\b(?! to)", Options)]
    private static partial Regex Single();

    [GeneratedRegex(@"^(?:favou?rite) (?<what>[\p{L} -]+)$", Options)]
    private static partial Regex Favorite();

    [GeneratedRegex(@"^(?:(?:new|current|own|best|older|younger|elder|eldest|little|big|twin|old|actual|real|full"
        + @"|dear|first|only|one|good|close) (?!name$))+", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Adjective();

    [GeneratedRegex(@"\b(?:an?|two|three|four|several|some|\d+) $", Options)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(?:an? |the |my |our |two |three |four |five |one |several |some "
        + @"|\d+ )+", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex(@",? (?:named|called|who|which|that|with|for|from|in case|because|so)\b.*$", Options)]
    private static partial Regex NamedTail();

    [GeneratedRegex(@"^(?:(?:Dr|Mrs?|Ms)\. ?)?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+)*(?= *[.,;!]* *$|,| at | in "
        + @"| from )", Options)]
    private static partial Regex Names();

    // What changes from hour to hour, or is a way of speaking.
    [GeneratedRegex(@"\b(?:question|problem|point|idea|guess|issue|plan|goal|thing|way|love|life|day|head|mind|mood"
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

    [GeneratedRegex(@"^(?:(?:a |no |any )?(?:question|problem|idea|clue|meeting|appointment|interview|exam|headache"
        + @"|cold|fever|lot|few|time|feeling|plan|doubt|choice|chance|look|test|day|week|fun|dream|look|job|date"
        + @"|lunch|dinner|breakfast|party|call|class|bit|deadline|flight|issue|bug|error|good|bad|great|hard|nice"
        + @"|busy|long|thing|access|money|energy|trouble|point|list|file|table|function|problem with)\b"
        + @"|.*\b(?:question|problem|idea|meeting|appointment|interview|time|day|week|night|headache|error|feeling"
        + @"|trouble|allergies|issue|issues|job)$|(?:older|younger|little|big)\b)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex NoThing();
}
