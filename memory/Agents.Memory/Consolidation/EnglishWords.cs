using System.Collections.Frozen;
using System.Text;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Consolidation;

/// <summary>The words of an English text that tell what it is about, brought to one form.</summary>
internal static class EnglishWords
{
    // Words that stand in every second habit.
    private static readonly FrozenSet<string> Common =
        """
        day days week weeks month months year years morning mornings evening evenings today yesterday tomorrow
        monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
        saturdays sundays go goes going get gets take takes make makes use uses see come comes know like want need
        thing things lot time times new old good best bit two three four five only always never again still now
        because since one people place every each work works working live lives living keep give put let way much
        many more most other there really usually anyway also nice free own off out up back down before after until
        till per half first last next around near got able mr mrs ms dr miss frau herr sir easy close long hard
        whole start end stop pay pays part all both far home
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Same = new Dictionary<string, string>
    {
        ["grandpa"] = "grandfather",
        ["granddad"] = "grandfather",
        ["grandad"] = "grandfather",
        ["grandma"] = "grandmother",
        ["gran"] = "grandmother",
        ["granny"] = "grandmother",
        ["nan"] = "grandmother",
        ["mum"] = "mother",
        ["mom"] = "mother",
        ["dad"] = "father",
        ["bike"] = "bicycle",
        ["tv"] = "television",
        ["telly"] = "television",
        ["uni"] = "university",
        ["phone"] = "mobile",
        ["apartment"] = "flat",
        ["kid"] = "child",
        ["kids"] = "child",
        ["children"] = "child",
        ["hens"] = "hen",
        ["chickens"] = "hen",
        ["chicken"] = "hen",
        ["puppy"] = "dog",
        ["pup"] = "dog",
        ["kitten"] = "cat",
        ["coeliac"] = "celiac",
        ["allotment"] = "plot",
        ["fiance"] = "partner",
        ["girlfriend"] = "partner",
        ["boyfriend"] = "partner",
        ["husband"] = "partner",
        ["wife"] = "partner",
        ["licence"] = "license",
        ["permit"] = "visa",
        ["physio"] = "physiotherapist",
        ["gp"] = "doctor",
        ["doc"] = "doctor",
        ["fag"] = "smoke",
        ["fags"] = "smoke",
        ["cigarettes"] = "smoke",
        ["cigs"] = "smoke",
        ["tobacco"] = "smoke",
        ["booze"] = "drink",
        ["alcohol"] = "drink",
    }.ToFrozenDictionary();

    /// <summary>Gives the words of a text that tell something, each once.</summary>
    public static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var c in TextNormalization.Fold(text) + " ")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
                continue;
            }

            if (Form(word.ToString()) is { } form)
            {
                words.Add(form);
            }

            word.Clear();
        }

        return words;
    }

    /// <summary>Counts the words of one text that stand in another, in this form or one of the same root.</summary>
    public static int Shared(HashSet<string> words, HashSet<string> others) =>
        words.Count(word => others.Any(other => Alike(word, other)));

    /// <summary>Tells whether two words are of one root: pregnant and pregnancy.</summary>
    private static bool Alike(string word, string other)
    {
        if (word == other)
        {
            return true;
        }

        var same = word.AsSpan().CommonPrefixLength(other);
        return same >= 5 && Math.Min(word.Length, other.Length) - same <= 1
            && Math.Abs(word.Length - other.Length) <= 4;
    }

    private static string? Form(string word)
    {
        if (word.Length < 2 || StopWords.Contains(word) || Common.Contains(word))
        {
            return null;
        }

        word = Same.GetValueOrDefault(word) ?? word;
        if (!word.All(char.IsAsciiLetter))
        {
            return word;
        }

        Span<char> stem = word.ToCharArray();
        return stem[..PorterStemmer.Stem(stem)].ToString();
    }
}
