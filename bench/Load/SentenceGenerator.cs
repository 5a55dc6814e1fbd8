using System.Text;

namespace Agents.Bench.Load;

/// <summary>Makes sentences of 20 to 30 words whose words are spread as in real text: a few are common, most are rare.</summary>
/// <remarks>The same seed makes the same sentences. Sentences keep to one topic, so that some are near each other.</remarks>
internal sealed class SentenceGenerator
{
    private const int Topics = 200;
    private const int WordsPerTopic = 60;
    private const int SharedWords = 4_000;

    private static readonly string[] Common =
    [
        "the", "a", "and", "to", "of", "in", "my", "we", "it", "that", "for", "with", "on", "was", "at", "is", "I", "you",
        "about", "after", "before", "from", "our", "this", "have", "had", "said", "went", "will", "would", "like", "because",
    ];

    private static readonly string[] Syllables =
    [
        "ba", "ber", "cal", "dan", "del", "fen", "gar", "hol", "in", "jor", "ka", "lin", "mar", "mel", "nor", "os", "per",
        "quin", "ras", "sel", "ta", "tor", "ul", "ven", "wes", "yar", "zin", "ster", "land", "ton", "ly", "ing",
    ];

    private readonly Random _random;
    private readonly string[] _shared;
    private readonly string[][] _topics;

    public SentenceGenerator(int seed)
    {
        // The vocabulary is the same for every seed, as people share a language.
        var words = new Random(1);
        _shared = Words(words, SharedWords);
        _topics = [.. Enumerable.Range(0, Topics).Select(_ => Words(words, WordsPerTopic))];
        _random = new Random(seed);
    }

    /// <summary>Makes something to remember: 20 to 30 words.</summary>
    public string Sentence() => Make(_random.Next(20, 31), commonShare: 0.45) + ".";

    /// <summary>Makes a question: 6 to 12 words.</summary>
    public string Question() => "When did " + Make(_random.Next(4, 11), commonShare: 0.35) + "?";

    private static string[] Words(Random random, int count)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < count)
        {
            words.Add(string.Concat(
                Enumerable.Range(0, random.Next(2, 4)).Select(_ => Syllables[random.Next(Syllables.Length)])));
        }

        return [.. words];
    }

    private string Make(int words, double commonShare)
    {
        var topic = _topics[_random.Next(Topics)];
        var text = new StringBuilder(words * 8);
        for (var i = 0; i < words; i++)
        {
            var kind = _random.NextDouble();
            text.Append(i == 0 ? "" : " ").Append(
                kind < commonShare ? Skewed(Common) : kind < commonShare + 0.25 ? Skewed(topic) : Skewed(_shared));
        }

        return text.ToString();
    }

    // Log-uniform ranks come close to Zipf's law: each octave of ranks is as likely as the next.
    private string Skewed(string[] words) =>
        words[Math.Min((int)Math.Pow(words.Length + 1, _random.NextDouble()) - 1, words.Length - 1)];
}
