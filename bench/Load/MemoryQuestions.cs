namespace Agents.Bench.Load;

/// <summary>Questions that what <see cref="MemoryLoader"/> gave a user answers, of which none comes twice.</summary>
/// <param name="user">The number of the user, from 0.</param>
/// <param name="skipped">How many memories are passed over, so that two callers of one user ask different
/// things.</param>
internal sealed class MemoryQuestions(int user, int skipped)
{
    private const int WordsMin = 4;
    private const int WordsMax = 12;

    private readonly IEnumerator<string> _sentences = SentencesOf(user).Skip(skipped).GetEnumerator();

    public string Next()
    {
        _sentences.MoveNext();
        return $"When did we say {string.Join(' ', _sentences.Current.Split(' ')[WordsMin..WordsMax])}?";
    }

    private static IEnumerable<string> SentencesOf(int user)
    {
        var sentences = new SentenceGenerator(user);
        while (true)
        {
            yield return sentences.Sentence();
        }
    }
}
