namespace Agents.Client.Chat;

/// <summary>OpenAI's list of models.</summary>
internal sealed record ModelList(IReadOnlyList<ModelEntry> Data);

/// <summary>One model of the list.</summary>
internal sealed record ModelEntry(string Id);
