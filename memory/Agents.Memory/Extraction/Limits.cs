namespace Agents.Memory.Extraction;

/// <summary>How long rules may take.</summary>
internal static class Limits
{
    /// <summary>How long one pattern may look at one sentence, in milliseconds. Far beyond what any needs on a busy
    /// machine: it only ends those that would run on, and so never changes what is read of talk.</summary>
    public const int MatchMs = 2_000;
}
