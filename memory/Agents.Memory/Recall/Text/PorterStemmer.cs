namespace Agents.Memory.Recall.Text;

/// <summary>The Porter stemmer for lower-case ASCII words.</summary>
/// <remarks>
/// Written from M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, including the author's later
/// departures that every reference vocabulary uses: <c>bli</c> for <c>abli</c> and the added <c>logi</c> rule.
/// <c>m</c> in the comments is the paper's measure: a word is [C](VC)^m[V].
/// </remarks>
internal static class PorterStemmer
{
    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
        ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    // Longest first where one is the end of another: ement, ment, ent.
    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive",
        "ize", "al", "er", "ic", "ou",
    ];

    /// <summary>Stems a word in place. The result is never longer than the word.</summary>
    /// <param name="word">Lower-case letters a to z; words of one or two letters stay as they are.</param>
    /// <returns>The length of the stem, which stands at the start of <paramref name="word"/>.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2)
        {
            return word.Length;
        }

        var length = Plural(word, word.Length);
        length = PastAndProgressive(word, length);
        length = FinalY(word, length);
        length = Replace(word, length, Step2);
        length = Replace(word, length, Step3);
        length = Strip(word, length);
        return Tidy(word, length);
    }

    // Step 1a.
    private static int Plural(Span<char> word, int length)
    {
        var all = word[..length];
        if (all.EndsWith("sses") || all.EndsWith("ies"))
        {
            return length - 2;
        }

        return all.EndsWith("s") && !all.EndsWith("ss") ? length - 1 : length;
    }

    // Step 1b.
    private static int PastAndProgressive(Span<char> word, int length)
    {
        var all = word[..length];
        if (all.EndsWith("eed"))
        {
            return Measure(all[..^3]) > 0 ? length - 1 : length;
        }

        var suffix = all.EndsWith("ed") ? 2 : all.EndsWith("ing") ? 3 : 0;
        if (suffix == 0 || !HasVowel(all[..^suffix]))
        {
            return length;
        }

        length -= suffix;
        all = word[..length];
        if (all.EndsWith("at") || all.EndsWith("bl") || all.EndsWith("iz"))
        {
            word[length] = 'e';
            return length + 1;
        }

        if (EndsInDouble(all) && all[^1] is not ('l' or 's' or 'z'))
        {
            return length - 1;
        }

        if (Measure(all) == 1 && EndsInShortSyllable(all))
        {
            word[length] = 'e';
            return length + 1;
        }

        return length;
    }

    // Step 1c.
    private static int FinalY(Span<char> word, int length)
    {
        if (word[length - 1] == 'y' && HasVowel(word[..(length - 1)]))
        {
            word[length - 1] = 'i';
        }

        return length;
    }

    // Steps 2 and 3: the longest suffix that matches decides, whether or not its condition m > 0 holds.
    private static int Replace(Span<char> word, int length, (string Suffix, string Replacement)[] rules)
    {
        var best = -1;
        for (var i = 0; i < rules.Length; i++)
        {
            if (word[..length].EndsWith(rules[i].Suffix)
                && (best < 0 || rules[i].Suffix.Length > rules[best].Suffix.Length))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return length;
        }

        var (suffix, replacement) = rules[best];
        var stem = length - suffix.Length;
        if (Measure(word[..stem]) == 0)
        {
            return length;
        }

        replacement.CopyTo(word[stem..]);
        return stem + replacement.Length;
    }

    // Step 4.
    private static int Strip(Span<char> word, int length)
    {
        foreach (var suffix in Step4)
        {
            if (!word[..length].EndsWith(suffix))
            {
                continue;
            }

            var stem = length - suffix.Length;
            var allowed = suffix != "ion" || (stem > 0 && word[stem - 1] is 's' or 't');
            return allowed && Measure(word[..stem]) > 1 ? stem : length;
        }

        return length;
    }

    // Step 5.
    private static int Tidy(Span<char> word, int length)
    {
        if (word[length - 1] == 'e')
        {
            var stem = word[..(length - 1)];
            var measure = Measure(stem);
            if (measure > 1 || (measure == 1 && !EndsInShortSyllable(stem)))
            {
                length--;
            }
        }

        var all = word[..length];
        return all[^1] == 'l' && EndsInDouble(all) && Measure(all) > 1 ? length - 1 : length;
    }

    private static bool IsConsonant(ReadOnlySpan<char> word, int index) => word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(word, index - 1),
        _ => true,
    };

    private static int Measure(ReadOnlySpan<char> word)
    {
        var measure = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (IsConsonant(word, i) && !IsConsonant(word, i - 1))
            {
                measure++;
            }
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (!IsConsonant(word, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsInDouble(ReadOnlySpan<char> word) =>
        word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    // The paper's *o: consonant, vowel, consonant, where the last is none of w, x, y.
    private static bool EndsInShortSyllable(ReadOnlySpan<char> word) =>
        word.Length >= 3
        && IsConsonant(word, word.Length - 1)
        && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 3)
        && word[^1] is not ('w' or 'x' or 'y');
}
