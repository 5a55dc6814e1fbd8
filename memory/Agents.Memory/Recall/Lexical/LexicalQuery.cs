namespace Agents.Memory.Recall.Lexical;

/// <summary>The terms of a question that are looked up.</summary>
/// <param name="Keys">The distinct terms by ascending key; none of them comes from a participant's name.</param>
internal readonly record struct LexicalQuery(ulong[] Keys)
{
    public bool IsEmpty => Keys is null or { Length: 0 };
}
