namespace Agents.Storage.Transfer;

/// <summary>Which version of a log is there.</summary>
/// <param name="Generation">The life of the log.</param>
/// <param name="Stamp">Differs whenever anything of the log does; it may also differ when nothing does.</param>
public sealed record LogVersion(long Generation, string Stamp);
