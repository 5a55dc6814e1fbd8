using System.Buffers.Binary;
using System.Globalization;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Which files are the log, in order. Swapping it is how a roll or an erasure takes effect as one.</summary>
/// <param name="Generation">The life of the log that it belongs to.</param>
/// <param name="NextFile">The number of the next segment file; numbers are never used twice.</param>
/// <param name="Erasures">
/// How often payloads were erased. A snapshot or a kept tail from before the last time is void.
/// </param>
/// <param name="SnapshotFloor">
/// The log's position at the last erasure; an older snapshot may hold what was erased.
/// </param>
/// <param name="Segments">The segments in order; the last one takes appends.</param>
internal sealed record Manifest(
    long Generation, uint NextFile, uint Erasures, long SnapshotFloor, IReadOnlyList<ManifestEntry> Segments)
{
    public const string FileName = "manifest.bin";
    public const int FileBytesMax = 64 * 1024 * 1024;

    private const int EntryBytes = sizeof(uint) + sizeof(long);
    private const int GenerationAt = 8;
    private const int NextFileAt = 16;
    private const int ErasuresAt = 20;
    private const int FloorAt = 24;
    private const int CountAt = 32;
    private const int EntriesAt = 36;

    private static ReadOnlySpan<byte> Magic => "AGLM"u8;

    public static string NameOf(uint file) => file.ToString("D8", CultureInfo.InvariantCulture) + ".log";

    public byte[] ToBytes()
    {
        var bytes = new byte[EntriesAt + (Segments.Count * EntryBytes) + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(GenerationAt), Generation);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(NextFileAt), NextFile);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ErasuresAt), Erasures);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FloorAt), SnapshotFloor);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(CountAt), Segments.Count);
        for (var i = 0; i < Segments.Count; i++)
        {
            var entry = bytes.AsSpan(EntriesAt + (i * EntryBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(entry, Segments[i].File);
            BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(uint)..], Segments[i].FirstSequence);
        }

        return CheckedBlock.Sign(bytes);
    }

    /// <exception cref="FileFaultException">The bytes are no manifest.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> bytes)
    {
        var end = CheckedBlock.Verify(bytes, Magic, EntriesAt, FileName);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[CountAt..]);
        if (count < 1 || EntriesAt + ((long)count * EntryBytes) != end)
        {
            throw new FileFaultException(FileName, CountAt, $"it does not hold the {count} segments that it names");
        }

        var segments = new ManifestEntry[count];
        for (var i = 0; i < count; i++)
        {
            var entry = bytes[(EntriesAt + (i * EntryBytes))..];
            segments[i] = new ManifestEntry(
                BinaryPrimitives.ReadUInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry[sizeof(uint)..]));
        }

        return new Manifest(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[GenerationAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[NextFileAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[ErasuresAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[FloorAt..]),
            segments);
    }
}
