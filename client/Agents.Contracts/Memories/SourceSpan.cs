namespace Agents.Contracts;

/// <summary>A part of an episode's text, in UTF-16 code units: <c>Start &lt;= i &lt; End</c>.</summary>
public sealed record SourceSpan(int Start, int End);
