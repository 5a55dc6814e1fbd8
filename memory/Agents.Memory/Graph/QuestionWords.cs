using System.Collections.Frozen;
using Agents.Memory.Extraction;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Graph;

/// <summary>A question as the graph reads it: which of its words name an entity, which a relation, and how much of it
/// they are.</summary>
internal sealed class QuestionWords
{
    /// <summary>The most words that are read; what is longer is no question about relations.</summary>
    public const int Max = 96;

    // A Chinese character is about half a word.
    private const int WordUnits = 2;

    private static readonly FrozenSet<string> Silent = FrozenSet.ToFrozenSet(
    [
        "now", "currently", "current", "still", "today", "nowadays", "please", "tell", "know", "exactly", "actually",
        "right", "moment", "latest", "present", "new", "first", "last", "remind", "again",
        "现", "今", "目", "前", "请", "知", "道",
        "告", "诉", "问", "来", "里", "儿", "个", "位", "所", "叫",
    ]);

    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(
        ["i", "my", "me", "mine", "our", "we", "us", "myself", "我", "咱"]);

    private static readonly FrozenSet<string> Counters = FrozenSet.ToFrozenSet(
        ["个", "家", "座", "位", "所", "支", "辆", "种", "款", "本", "部", "间", "条", "名", "项", "国", "一", "只", "门", "样"]);

    private readonly List<string> _words;
    private readonly string[] _stems;
    private readonly int[] _units;

    public QuestionWords(string question)
    {
        _words = Wording.Of(question, Max);
        _stems = [.. _words.Select(Wording.Stem)];
        _units = [.. _words.Select(UnitsOf)];
        SilenceKindOfAnswer();
        Total = _units.Sum();
    }

    /// <summary>Gets whether it is short enough to be read.</summary>
    public bool IsRead => _words.Count is > 0 and <= Max;

    /// <summary>Gets how much the question says, in half words.</summary>
    public int Total { get; }

    /// <summary>Gives how much of the question some of its words are.</summary>
    public int Units(UInt128 words)
    {
        var units = 0;
        for (var i = 0; i < _units.Length; i++)
        {
            units += (words >> i & 1) != 0 ? _units[i] : 0;
        }

        return units;
    }

    /// <summary>Finds the entities that the question names, the longest name at a place alone, and the asker where it
    /// speaks of them.</summary>
    /// <param name="graph">The entities.</param>
    /// <param name="askers">The entities that the asker is.</param>
    public List<Mention> Mentions(EntityGraph graph, IReadOnlyCollection<int> askers)
    {
        var mentions = new List<Mention>();
        for (var start = 0; start < _words.Count;)
        {
            var length = Math.Min(EntityGraph.NameWordsMax, _words.Count - start);
            while (length > 0 && !AddMentions(graph, start, length, mentions))
            {
                length--;
            }

            if (length == 0 && Own.Contains(_words[start]))
            {
                mentions.AddRange(askers.Select(asker => new Mention(asker, start, start + 1)));
            }

            start += Math.Max(length, 1);
        }

        return mentions;
    }

    /// <summary>Finds the words that name a slot; where different ones do, they may do so together ("the company where
    /// she works").</summary>
    public Cue[] Cues(string slot)
    {
        var found = new List<(int Start, int Length, string Phrase)>();
        foreach (var phrase in RelationWords.Of(slot))
        {
            AddFound(phrase, found);
        }

        if (slot.Length > 3 && slot.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0)
        {
            found.AddRange(Enumerable.Range(0, _words.Count)
                .Where(i => RelationWords.AreKin(slot, _words[i])).Select(i => (i, 1, _stems[i])));
        }

        var cues = Longest(found);
        if (slot.StartsWith(Slots.Favorite, StringComparison.Ordinal))
        {
            cues = [.. FavoriteCues(cues)];
        }

        return cues;
    }

    /// <summary>Gives the place of a relation on the way from an entity: "the boss of X's wife" goes by the wife to the
    /// boss, and what the verb asks comes last.</summary>
    public int PlaceOf(Cue cue, Mention from)
    {
        if (cue.First < from.Start)
        {
            return Max + from.Start - cue.First;
        }

        var near = Math.Max(from.End - 1, cue.First - 2);
        var isOwned = Wording.IsChinese(_words[cue.First])
            || _words.GetRange(near, cue.First - near).Exists(word => word is "s" or "my" or "our");
        return isOwned ? cue.First : (2 * Max) + cue.First;
    }

    private bool AddMentions(EntityGraph graph, int start, int length, List<Mention> mentions)
    {
        // A word that only joins others, and a lone character, is no name.
        if (length == 1 && (_words[start].Length < 2 || StopWords.Contains(_words[start])))
        {
            return false;
        }

        var key = Wording.KeyOf(_words, start, length);
        var before = mentions.Count;
        foreach (var entity in new[] { graph.Find(key), graph.FindByFirstName(key) })
        {
            if (entity != EntityGraph.None)
            {
                mentions.Add(new Mention(entity, start, start + length));
            }
        }

        return mentions.Count > before;
    }

    private void AddFound(string[] phrase, List<(int Start, int Length, string Phrase)> found)
    {
        if (phrase.Length == 0)
        {
            return;
        }

        for (var start = 0; start + phrase.Length <= _stems.Length; start++)
        {
            if (_stems.AsSpan(start, phrase.Length).SequenceEqual(phrase)
                && !(phrase.Length == 1 && IsLivelihood(start)))
            {
                found.Add((start, phrase.Length, string.Join(' ', phrase)));
            }
        }
    }

    // What one does "for a living" is not where one lives, though both have one root.
    private bool IsLivelihood(int at) => at > 0 && _words[at] == "living"
        && _words[at - 1] is "a" or "my" or "her" or "his"
        or "their" or "your";

    private static Cue[] Longest(List<(int Start, int Length, string Phrase)> found)
    {
        var taken = UInt128.Zero;
        var cues = new List<Cue>();
        var phrases = new HashSet<string>();
        foreach (var (start, length, phrase) in found.OrderByDescending(one => one.Length).ThenBy(one => one.Start))
        {
            var words = MaskOf(start, length);
            if ((taken & words) == 0)
            {
                taken |= words;
                cues.Add(new Cue(words, start));
                phrases.Add(phrase);
            }
        }

        if (cues.Count > 1 && phrases.Count == cues.Count)
        {
            cues.Add(new Cue(taken, cues.Min(cue => cue.First)));
        }

        return [.. cues];
    }

    private IEnumerable<Cue> FavoriteCues(Cue[] things)
    {
        var found = new List<(int Start, int Length, string Phrase)>();
        foreach (var phrase in RelationWords.Favorite)
        {
            AddFound(phrase, found);
        }

        return Longest(found) is [var favorite, ..]
            ? things.Where(thing => (thing.Words & favorite.Words) == 0)
                .Select(thing => new Cue(thing.Words | favorite.Words, Math.Min(thing.First, favorite.First)))
            : [];
    }

    /// <summary>What sort of thing is asked for names no relation by itself, and need not be told: "in which city",
    /// 哪座城市.</summary>
    private void SilenceKindOfAnswer()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            if (_words[i] is "which" or "what")
            {
                _units[i + 1] = 0;
            }
            else if (_words[i] is "哪" or "什" or "何")
            {
                var next = i + 1;
                while (next < _words.Count && (_words[next] == "么" || Counters.Contains(_words[next])))
                {
                    _units[next++] = 0;
                }

                for (var end = next + 2; next < end && next < _words.Count && _units[next] > 0; next++)
                {
                    _units[next] = 0;
                }
            }
        }
    }

    private static UInt128 MaskOf(int start, int length) => ((UInt128.One << length) - 1) << start;

    private static int UnitsOf(string word) =>
        Silent.Contains(word) || StopWords.Contains(word) ? 0
        : !Wording.IsChinese(word) ? WordUnits
        : System.Text.Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done
            && CjkScript.IsFunction(rune) ? 0 : 1;

    /// <summary>An entity that the question names.</summary>
    /// <param name="Entity">The entity.</param>
    /// <param name="Start">Its first word.</param>
    /// <param name="End">The word after its last.</param>
    internal readonly record struct Mention(int Entity, int Start, int End)
    {
        public UInt128 Words => MaskOf(Start, End - Start);
    }

    /// <summary>Words that name a relation.</summary>
    /// <param name="Words">The words, one bit each.</param>
    /// <param name="First">The first of them.</param>
    internal readonly record struct Cue(UInt128 Words, int First);
}
