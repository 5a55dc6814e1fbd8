namespace Agents.Storage.Postgres;

/// <summary>A condition of a statement did not hold: another writer was here. The statement changed nothing.</summary>
internal sealed class StaleWriterException(string message) : Exception(message);
