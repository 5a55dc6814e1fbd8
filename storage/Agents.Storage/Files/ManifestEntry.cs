namespace Agents.Storage.Files;

/// <summary>A segment of the log: its file's number and the sequence of its first frame.</summary>
internal readonly record struct ManifestEntry(uint File, long FirstSequence);
