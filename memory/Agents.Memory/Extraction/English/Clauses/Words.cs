using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>The small words of English, by what they do in a clause.</summary>
internal static class Words
{
    /// <summary>Gets the words that are said before a statement and are no part of it.</summary>
    public static FrozenSet<string> Openers { get; } = Set(
        """
        hi hiya hey hello ok okay so well oh also btw fyi yes yeah yep nope please anyway right actually honestly sadly
        unfortunately luckily thankfully basically and but plus because cause cos cuz since as while although though
        then yet sorry thanks lol ugh wah look listen guys all there folks everyone tbh seriously truthfully obviously
        apparently morning evening afternoon good turns out update fwiw ps
        """);

    /// <summary>Gets the words between a subject and its verb that change nothing.</summary>
    public static FrozenSet<string> Adverbs { get; } = Set(
        """
        also just now still currently recently actually really absolutely always both already finally only mostly
        usually mainly totally truly even sadly basically honestly literally officially technically legally kinda
        genuinely personally simply apparently then all definitely very severely highly quite pretty rather mildly
        slightly deathly newly happily formerly clinically originally fully completely partially properly
        """);

    /// <summary>Gets the words that end what a noun names.</summary>
    public static FrozenSet<string> Stops { get; } = Set(
        """
        i you he she it we they me him us them this that these those there here what who whom whose which where when
        why how if unless whether because since as while although though than so but and or nor yet then plus
        in on at for with from to by until till about after before during over under near outside via into onto off out
        up down without within against between around across through behind beside past like of
        now today yesterday tomorrow tonight currently already again too btw lol haha ago much lately recently anymore
        any
        last next every these myself ourselves though anyway please sadly either instead together once twice always
        never not no also just really still only ever actually usually often sometimes
        am is are was were be been being 's 'm 're 've 'd 'll have has had do does did can could will would should may
        might must my our your his her its their and/or cos cuz cause w/ atm tbh who's whenever wherever that's
        """);

    /// <summary>Gets the words that begin a clause of its own after "and": whom it is about, or that it asks.</summary>
    public static FrozenSet<string> Clausal { get; } = Set(
        """
        i you he she it we they this that there what who where when why how which if my our his her their am is are was
        were have has had do does did can could will would should may might must need want got get let's then now also
        just never not please i'm nobody everybody everyone everything nothing somebody someone both each who's so
        """);

    /// <summary>Gets the words that suppose: what is joined to them is not said to be so.</summary>
    public static FrozenSet<string> Supposing { get; } = Set(
        "if unless whether suppose supposing imagine pretend wish hope hoping assuming considering would 'd");

    /// <summary>Gets the words after which "I" does not say that it is so, or asks.</summary>
    public static FrozenSet<string> Doubting { get; } = Set(
        """
        what which who where how why think thinks thought guess suspect bet worried worry wonder wondering say says said
        pretend do did have can should am will could may must had afraid fear believe as than like swear not sure feel
        if
        """);

    /// <summary>Gets the words after which a clause tells of no time that is now.</summary>
    public static FrozenSet<string> Timing { get; } = Set("when whenever once until till before after");

    /// <summary>Gets the words that begin with a capital and name nobody.</summary>
    public static FrozenSet<string> NoName { get; } = Set(
        """
        i the a an my our your his her their this that these those it he she we they you and but so in on at for
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december what who where when why how which is are was do does can no not yes
        please just also as if to of or christmas easter all any some
        """);

    public static FrozenSet<string> Numbers { get; } = Set(
        "one two three four five six seven eight nine ten eleven twelve a an few couple several some both");

    public static FrozenSet<string> Articles { get; } = Set("a an the");

    public static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
