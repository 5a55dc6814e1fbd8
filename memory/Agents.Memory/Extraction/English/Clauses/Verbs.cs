using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>How a verb stands in a clause.</summary>
internal enum VerbForm
{
    /// <summary>"I live", and "live" of itself.</summary>
    Base,

    /// <summary>"She lives".</summary>
    Third,

    /// <summary>"I lived".</summary>
    Past,

    /// <summary>"I have lived".</summary>
    Participle,

    /// <summary>"Living".</summary>
    Progressive,
}

/// <summary>The verbs whose clauses are read, in all their forms.</summary>
internal static class Verbs
{
    /// <summary>Gives the verb that a word is a form of; an empty one where it is none.</summary>
    public static string LemmaOf(string word) => Forms.TryGetValue(word, out var verb) ? verb.Lemma : "";

    public static bool Is(string word, VerbForm form) =>
        Forms.TryGetValue(word, out var verb) && verb.Forms.Contains(form);

    private static FrozenDictionary<string, (string Lemma, FrozenSet<VerbForm> Forms)> All()
    {
        var forms = new Dictionary<string, (string Lemma, HashSet<VerbForm> Forms)>(StringComparer.Ordinal);
        void Add(string word, string lemma, VerbForm form)
        {
            // "Left" is of "leave" alone: the first verb keeps a form.
            if (forms.TryAdd(word, (lemma, [form])) || forms[word].Lemma == lemma)
            {
                forms[word].Forms.Add(form);
            }
        }

        foreach (var line in Irregular.Concat(Regular.Select(verb => (string[])[verb])))
        {
            var lemma = line[0];
            var stem = lemma.EndsWith('e') && !lemma.EndsWith("ee", StringComparison.Ordinal) ? lemma[..^1] : lemma;
            var doubled = Doubling.Contains(lemma) ? lemma + lemma[^1] : stem;
            var y = lemma.EndsWith('y') && !"aeou".Contains(lemma[^2], StringComparison.Ordinal);
            Add(lemma, lemma, VerbForm.Base);
            Add(y ? lemma[..^1] + "ies" : "sxzho".Contains(lemma[^1], StringComparison.Ordinal) ? lemma + "es"
                : lemma + "s", lemma, VerbForm.Third);
            Add(doubled + "ing", lemma, VerbForm.Progressive);
            var past = y ? lemma[..^1] + "ied" : doubled + "ed";
            foreach (var word in (line.Length > 1 ? line[1] : past).Split('/'))
            {
                Add(word, lemma, VerbForm.Past);
            }

            foreach (var word in (line.Length > 2 ? line[2] : line.Length > 1 ? line[1] : past).Split('/'))
            {
                Add(word, lemma, VerbForm.Participle);
            }
        }

        return forms.ToFrozenDictionary(
            verb => verb.Key, verb => (verb.Value.Lemma, verb.Value.Forms.ToFrozenSet()), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Regular =>
        """
        live diagnose move relocate work start join study major attend enrol enroll transfer own play collect practise
        practice weigh
        hail suffer adopt rescue marry retire cancel drop graduate resign finish like love hate enjoy prefer adore
        dislike loathe detest despise swap trade collapse reside stay settle use knit crochet sew bake paint garden
        cook code program juggle fix weld type repair climb hike sail row fish ski surf skate dance jog cycle whistle
        restore carve brew make ferment foster breed raise train share date book pass fail arrive
        crash launch publish move happen fracture sprain dislocate injure land close open sign apply order turn die
        volunteer help visit name call babysit tutor mentor coach manage need want support follow
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly FrozenSet<string> Doubling = Words.Set(
        "enrol transfer cancel drop quit swap knit program jog get sit run swim stop win begin hit split let put set");

    // Verb, past, participle.
    private static readonly string[][] Irregular =
    [
        ["be", "was", "been"],
        ["have", "had", "had"],
        ["do", "did", "done"],
        ["go", "went", "gone"],
        ["get", "got", "got/gotten"],
        ["teach", "taught"],
        ["leave", "left"],
        ["sell", "sold"],
        ["buy", "bought"],
        ["speak", "spoke", "spoken"],
        ["drive", "drove", "driven"],
        ["ride", "rode", "ridden"],
        ["keep", "kept"],
        ["build", "built"],
        ["grow", "grew", "grown"],
        ["come", "came", "come"],
        ["begin", "began", "begun"],
        ["know", "knew", "known"],
        ["give", "gave", "given"],
        ["quit", "quit"],
        ["write", "wrote", "written"],
        ["read", "read"],
        ["swim", "swam", "swum"],
        ["sing", "sang", "sung"],
        ["run", "ran", "run"],
        ["take", "took", "taken"],
        ["stop", "stopped"],
        ["stand", "stood"],
        ["learn", "learned/learnt", "learned/learnt"],
        ["bear", "bore", "born"],
        ["see", "saw", "seen"],
        ["lose", "lost"],
        ["win", "won"],
        ["break", "broke", "broken"],
        ["meet", "met"],
        ["fly", "flew", "flown"],
        ["make", "made"],
        ["pay", "paid"],
        ["find", "found"],
        ["fall", "fell", "fallen"],
        ["hear", "heard"],
        ["wear", "wore", "worn"],
        ["eat", "ate", "eaten"],
        ["drink", "drank", "drunk"],
        ["throw", "threw", "thrown"],
        ["hit", "hit"],
        ["split", "split"],
        ["think", "thought"],
        ["say", "said"],
        ["tell", "told"],
        ["send", "sent"],
        ["spend", "spent"],
        ["sleep", "slept"],
        ["feel", "felt"],
        ["put", "put"],
        ["let", "let"],
        ["set", "set"],
        ["cut", "cut"],
        ["pack", "packed"],
    ];

    // After the lists that it is made of.
    private static readonly FrozenDictionary<string, (string Lemma, FrozenSet<VerbForm> Forms)> Forms = All();
}
