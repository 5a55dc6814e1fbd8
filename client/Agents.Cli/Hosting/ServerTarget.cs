namespace Agents.Cli.Hosting;

/// <summary>Which server a command speaks to, and as whom.</summary>
/// <param name="Server">The server's root; null to host a silo in this process.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="User">The user; null where the command line names none.</param>
/// <param name="Data">The data folder of a hosted silo; null for its default.</param>
internal sealed record ServerTarget(Uri? Server, string? Key, string? User, string? Data);
