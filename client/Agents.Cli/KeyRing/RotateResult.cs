namespace Agents.Cli.KeyRing;

/// <summary>The key that wraps from now on.</summary>
internal sealed record RotateResult(string Current, string File);
