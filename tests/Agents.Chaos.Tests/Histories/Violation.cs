namespace Agents.Chaos.Tests.Histories;

/// <summary>One promise broken once.</summary>
internal sealed record Violation(ViolationKind Kind, string Id, string What)
{
    public override string ToString() => $"{Kind}: {Id} {What}";
}
