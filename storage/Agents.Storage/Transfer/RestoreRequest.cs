namespace Agents.Storage.Transfer;

/// <summary>What to restore, and what is known of erasures since.</summary>
/// <param name="Folder">The folder of the backup.</param>
/// <param name="Journals">Files with the journal of erasures, or copies of it; that of the target is read too.</param>
/// <param name="NoNewerErasures">Whether there is no journal that is newer than the backup, and the restore is wanted
/// all the same.</param>
/// <param name="Overwrite">Whether to replace logs that the target has another or a newer state of.</param>
/// <param name="Names">The logs to restore, also in the place of damaged ones; null for all.</param>
public sealed record RestoreRequest(
    string Folder,
    IReadOnlyList<string> Journals,
    bool NoNewerErasures,
    bool Overwrite,
    IReadOnlySet<string>? Names);
