namespace Agents.Storage.Postgres;

/// <summary>A statement and its values, which the server gets apart from the text.</summary>
internal readonly record struct Statement(string Text, params object[] Values);
