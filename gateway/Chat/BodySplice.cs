namespace Agents.Gateway.Chat;

/// <summary>Edits a body by its bytes: everything outside the edits is sent as it came.</summary>
internal static class BodySplice
{
    /// <summary>One edit: what stands at the offset is replaced by the new bytes.</summary>
    /// <param name="Offset">Where the edit begins.</param>
    /// <param name="Length">How many bytes are replaced; 0 inserts.</param>
    /// <param name="Bytes">What is written.</param>
    public readonly record struct Edit(int Offset, int Length, ReadOnlyMemory<byte> Bytes);

    /// <summary>Returns the pieces of the edited body, in order. Edits must not overlap.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Apply(ReadOnlyMemory<byte> body, IEnumerable<Edit> edits)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Offset))
        {
            pieces.Add(body[position..edit.Offset]);
            pieces.Add(edit.Bytes);
            position = edit.Offset + edit.Length;
        }

        pieces.Add(body[position..]);
        return pieces;
    }
}
