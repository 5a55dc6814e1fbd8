namespace Agents.Bench.Load;

/// <summary>Questions of which none comes twice, so that none is answered from a cache of vectors.</summary>
internal sealed class QuestionSource(int seed)
{
    private readonly SentenceGenerator _sentences = new(seed);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string Next()
    {
        string question;
        do
        {
            question = _sentences.Question();
        }
        while (!_asked.Add(question));
        return question;
    }
}
