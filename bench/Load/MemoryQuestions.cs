namespace Agents.Bench.Load;

/// <summary>Questions that what <see cref="MemoryLoader"/> gave a user answers, each about another memory.</summary>
internal sealed class MemoryQuestions
{
    // The words of a memory that its question repeats; each has at least 20.
    private static readonly Range Repeated = 4..12;

    private readonly SentenceGenerator _sentences;

    /// <param name="user">The number of the user, from 0.</param>
    /// <param name="skipped">How many memories are passed over, so that two callers of one user ask different
    /// things.</param>
    public MemoryQuestions(int user, int skipped)
    {
        _sentences = new SentenceGenerator(user);
        for (var i = 0; i < skipped; i++)
        {
            _sentences.Sentence();
        }
    }

    public string Next() => $"When did we say {string.Join(' ', _sentences.Sentence().Split(' ')[Repeated])}?";
}
