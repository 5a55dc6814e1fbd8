namespace Agents.Storage.Transfer;

/// <summary>What to back up to.</summary>
/// <param name="Folder">The folder of the backup; one that is there is brought up to date.</param>
/// <param name="KeyRingFile">The key ring to put beside the logs; null to keep it apart.</param>
public sealed record BackupRequest(string Folder, string? KeyRingFile);
