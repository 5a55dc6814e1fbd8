using System.Globalization;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Bench.Recall;

/// <summary>Documents, questions and vectors with the statistics of talk, made from a seed.</summary>
/// <remarks>Words follow Zipf's law over 15,000 stems, or 20,000 Chinese words of one to three characters; vectors lie
/// in clusters, as embeddings of talk do.</remarks>
internal sealed class SyntheticStore
{
    public const int Dimension = 384;

    private const int Words = 15_000;
    private const int WordsEach = 30;
    private const int ChineseWordsEach = 25;
    private const int ChineseWords = 20_000;
    private const int Characters = 3_000;
    private const int FirstCharacter = 0x4E00;
    private const int Clusters = 200;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(20261123);
    private readonly float[][] _centres;
    private readonly bool _chinese;

    public SyntheticStore(int documents, bool chinese)
    {
        _chinese = chinese;
        _centres = [.. Enumerable.Range(0, Clusters).Select(_ => Unit())];
        Texts = [.. Enumerable.Range(0, documents).Select(_ => Text(chinese ? ChineseWordsEach : WordsEach))];
        Vectors = [.. Enumerable.Range(0, documents).Select(i => Near(_centres[i % Clusters], 0.8f))];
        Packed = [.. Vectors.Select(vector => PackedVector.Pack(vector))];
    }

    public string[] Texts { get; }

    public float[][] Vectors { get; }

    public byte[][] Packed { get; }

    public static DateTimeOffset Now => Start.AddDays(400);

    /// <summary>Makes an index of all documents, by two authors in conversations of 50 turns.</summary>
    public RecallIndex Index(bool vectors)
    {
        var index = new RecallIndex(new RecallOptions { Dimension = Dimension });
        for (var i = 0; i < Texts.Length; i++)
        {
            index.Add(new RecallDocument
            {
                Id = "ep_" + i.ToString("x29", CultureInfo.InvariantCulture),
                Kind = MemoryKind.Episode,
                Role = MessageRoles.User,
                Author = i % 2 == 0 ? "Caroline" : "Melanie",
                Conversation = "conversation-" + (i / 50).ToString(CultureInfo.InvariantCulture),
                Time = Start.AddMinutes(i * 30),
                RecordedAt = Start.AddMinutes(i * 30),
                Text = Texts[i],
                Evidence = true,
            });
            if (vectors)
            {
                index.SetVector(i, Packed[i]);
            }
            else
            {
                index.SetUnreadable(i);
            }
        }

        return index;
    }

    /// <summary>Makes questions of eight words or about twelve characters about one participant.</summary>
    public RecallQuery[] Questions(int count, bool vectors) =>
        [.. Enumerable.Range(0, count).Select(_ => new RecallQuery
        {
            Text = "What did Caroline say about " + Text(_chinese ? 7 : 8) + "?",
            Vector = vectors ? Near(_centres[_random.Next(Clusters)], 0.6f) : default,
            Now = Now,
        })];

    private string Text(int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            if (_chinese)
            {
                AppendChineseWord(text, Zipf(ChineseWords));
            }
            else
            {
                text.Append(Word(Zipf(Words))).Append(' ');
            }
        }

        return text.ToString();
    }

    // The common words have one character, most have two.
    private static void AppendChineseWord(StringBuilder text, int rank)
    {
        var length = rank < 200 ? 1 : rank % 5 == 0 ? 3 : 2;
        for (var i = 0; i < length; i++)
        {
            rank = (int)(((rank * 7919L) + 104_729) % 1_000_003);
            text.Append((char)(FirstCharacter + (rank % Characters * 6)));
        }
    }

    // Five letters that no stemmer touches; the most frequent stand for stop words and are one.
    private static string Word(int rank)
    {
        if (rank < 40)
        {
            return "the";
        }

        Span<char> word = stackalloc char[5];
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = "bkmprvxz"[rank % 8];
            rank /= 8;
        }

        return word.ToString() + "o";
    }

    private int Zipf(int ranks) => (int)Math.Min(ranks - 1, Math.Pow(ranks, _random.NextDouble()) - 1);

    private float[] Near(float[] centre, float spread)
    {
        var noise = Unit();
        return Normalised([.. centre.Select((x, i) => x + (spread * noise[i]))]);
    }

    private float[] Unit() => Normalised(
        [.. Enumerable.Range(0, Dimension).Select(_ => (float)(_random.NextDouble() - _random.NextDouble()))]);

    private static float[] Normalised(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
