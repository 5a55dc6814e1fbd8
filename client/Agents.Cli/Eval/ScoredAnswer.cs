namespace Agents.Cli.Eval;

/// <summary>One question with its measures, by name.</summary>
internal sealed record ScoredAnswer(Answer Answer, IReadOnlyDictionary<string, double> Measures)
{
    public string Group => Answer.Question.Group;
}
