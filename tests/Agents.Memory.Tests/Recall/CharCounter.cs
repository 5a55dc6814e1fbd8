using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

/// <summary>Counts each character as a token.</summary>
internal sealed class CharCounter : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text) => text.Length;
}
