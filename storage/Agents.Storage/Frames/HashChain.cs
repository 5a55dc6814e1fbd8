using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Storage.Frames;

/// <summary>
/// The hash chain of a log: h(i) = SHA-256(h(i-1) || hashed header(i) || SHA-256(sealed payload(i))).
/// </summary>
/// <remarks>
/// It runs over the digest and not over the payload, so that a frame can be erased and the chain still verifies.
/// </remarks>
internal static class HashChain
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("agents-log");

    /// <summary>h(0) = SHA-256("agents-log" || version || generation).</summary>
    public static byte[] Start(long generation)
    {
        Span<byte> seed = stackalloc byte[Label.Length + 1 + sizeof(long)];
        Label.CopyTo(seed);
        seed[Label.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(seed[(Label.Length + 1)..], generation);
        return SHA256.HashData(seed);
    }

    /// <summary>Turns h(i-1) into h(i).</summary>
    /// <param name="hash">h(i-1), overwritten by h(i).</param>
    /// <param name="frame">The frame as it stands on disk, live or erased; its own hash is not read.</param>
    /// <param name="erased">Whether the body is the digest itself.</param>
    public static void Advance(Span<byte> hash, ReadOnlySpan<byte> frame, bool erased)
    {
        Span<byte> input = stackalloc byte[(2 * FrameFormat.HashBytes) + FrameFormat.HashedHeaderBytes];
        hash.CopyTo(input);
        frame.Slice(FrameFormat.VersionAt, FrameFormat.HashedHeaderBytes).CopyTo(input[FrameFormat.HashBytes..]);
        var digest = input[(FrameFormat.HashBytes + FrameFormat.HashedHeaderBytes)..];
        var body = frame[FrameFormat.BodyAt..];
        if (erased)
        {
            body.CopyTo(digest);
        }
        else
        {
            SHA256.HashData(body, digest);
        }

        SHA256.HashData(input, hash);
    }
}
