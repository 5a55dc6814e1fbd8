namespace Agents.Silo.Demo;

/// <summary>One question.</summary>
internal sealed record DemoQuestion(string Id, string Question);
