namespace Agents.Memory.Recall;

/// <summary>Counts the tokens of a text as a language model would.</summary>
public interface ITokenCounter
{
    /// <summary>Counts the tokens of a text. Thread-safe and deterministic.</summary>
    int Count(ReadOnlySpan<char> text);
}
