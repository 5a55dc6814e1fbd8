using System.Text;

namespace Agents.Bench.Load;

/// <summary>Makes sentences whose words are spread as in real text: a few are common, most are rare.</summary>
/// <remarks>The same seed makes the same sentences. Each keeps to one topic, so some are near each other.</remarks>
internal sealed class SentenceGenerator
{
    private const int Topics = 200;
    private const int WordsPerTopic = 60;
    private const int Names = 2_000;

    private static readonly string[] Common = Words(
        """
        the a and to of in my we it that for with on was at is I you about after before from our this have had
        said went will would like because
        """);

    private static readonly string[] Plain = Words(
        """
        apple arm attic aunt autumn baby bag bakery band bank basket beach bed bicycle birthday boat book bottle box
        bread breakfast bridge brother bus cabin cake camera canal candle car card castle cat chair cheese child choir
        church cinema city class clinic clock coat coffee colleague concert cook corner cousin cup dance daughter
        dentist desk dinner doctor dog door dream dress drum engine evening exam farm father ferry festival field film
        fire fish flight flower football forest friend garden gift girl glass grandmother guitar hall hat hill holiday
        horse hospital hotel house idea island jacket job journey kitchen knee lake lamp language laptop lawyer lesson
        letter library lunch machine map market marriage match meal medicine meeting message milk mirror money month
        moon morning mother mountain museum music neighbour newspaper night nurse office orange oven painting paper
        parcel park party passport pension phone photo piano picnic plan plant plate play pocket poem police pool
        postcard potato present price problem project queue radio rain recipe report restaurant ring river road roof
        room salad school sea season secret shelf ship shirt shoe shop sister sleep snow song soup spring square
        stairs star station stone storm story street student suitcase summer sun surgery table teacher team tennis
        theatre ticket tooth town toy train tree trip umbrella uncle village violin visit voice wall water wedding
        week wind window winter work world year bring build buy carry change clean climb close cross cut decide drive
        eat explain find finish fix forget give hear help hope invite jump learn leave lend listen lose love meet miss
        move need open order paint pay prefer promise read remember repair ride run sell send sing sit stay study swim
        talk teach think throw travel try turn use wait wake walk want wash watch wear win write young old new small
        large cheap dear quiet loud warm cold red blue green yellow happy sad tired hungry busy early late fresh
        broken heavy light bright dark sweet sour strange famous
        """);

    private static readonly string[] Endings = ["", "s", "ed", "ing", "er"];

    private static readonly string[] Syllables = Words(
        """
        ba ber cal dan del fen gar hol in jor ka lin mar mel nor os per quin ras sel ta tor ul ven wes yar zin
        ster land ton ly ing
        """);

    private readonly Random _random;
    private readonly string[] _shared;
    private readonly string[] _names;
    private readonly string[][] _topics;

    public SentenceGenerator(int seed)
    {
        // The vocabulary is the same for every seed, as people share a language.
        var words = new Random(1);
        _shared = [.. Endings.SelectMany(ending => Plain.Select(word => word + ending))];
        _names = MakeNames(words);
        _topics = [.. Enumerable.Range(0, Topics).Select(_ => words.GetItems(_shared, WordsPerTopic))];
        _random = new Random(seed);
    }

    /// <summary>Makes something to remember: 20 to 30 words.</summary>
    public string Sentence() => Make(_random.Next(20, 31), commonShare: 0.45) + ".";

    /// <summary>Makes a question: 6 to 12 words.</summary>
    public string Question() => "When did " + Make(_random.Next(4, 11), commonShare: 0.35) + "?";

    private static string[] Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string[] MakeNames(Random random)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < Names)
        {
            names.Add(string.Concat(random.GetItems(Syllables, random.Next(2, 4))));
        }

        return [.. names];
    }

    private string Make(int words, double commonShare)
    {
        var topic = _topics[_random.Next(Topics)];
        var text = new StringBuilder(words * 8);
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : " ").Append((_random.NextDouble() - commonShare) switch
            {
                < 0 => Skewed(Common),
                < 0.25 => Skewed(topic),
                < 0.45 => Skewed(_shared),
                _ => Skewed(_names),
            });
        }

        return text.ToString();
    }

    // Log-uniform ranks come close to Zipf's law: each octave of ranks is as likely as the next.
    private string Skewed(string[] words) =>
        words[Math.Min((int)Math.Pow(words.Length + 1, _random.NextDouble()) - 1, words.Length - 1)];
}
