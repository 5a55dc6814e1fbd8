namespace Agents.Silo.Demo;

/// <summary>The questions of the demo, and whose memory they ask.</summary>
internal sealed record DemoQuestions(string User, IReadOnlyList<DemoQuestion> Questions);
