namespace Agents.Chaos.Tests.Histories;

/// <summary>An episode as a server gave it back.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it says.</param>
/// <param name="Position">Its place in the user's log; 0 where the answer does not tell.</param>
internal readonly record struct FoundEpisode(string Id, string Text, long Position = 0);
