namespace Agents.Storage.Transfer;

/// <summary>Bytes of a segment that is written.</summary>
/// <param name="File">The segment's number.</param>
/// <param name="FirstSequence">The sequence of its first frame.</param>
/// <param name="Begins">Whether these are its first ones: its header.</param>
/// <param name="Bytes">The bytes, valid until the next ones are read.</param>
internal readonly record struct PackedBytes(uint File, long FirstSequence, bool Begins, ReadOnlyMemory<byte> Bytes);
