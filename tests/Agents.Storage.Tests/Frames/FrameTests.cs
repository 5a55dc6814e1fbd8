using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Frames;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Frames;

public sealed class FrameTests : IDisposable
{
    private const long Generation = 0x0123456789ABCDEF;
    private readonly LogCipher _cipher = new(new byte[32], new MemoryScope("tenant", "ada"), Generation);

    public void Dispose() => _cipher.Dispose();

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404u)]
    public void The_checksum_has_the_published_values_of_crc32c(string text, uint expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, Crc32C.Of(bytes));
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(expected, Crc32C.Of(bytes.AsSpan(0, split), bytes.AsSpan(split)));
        }
    }

    [Fact]
    public void A_frame_stands_on_disk_as_the_format_says()
    {
        var bytes = Encode("one", "three");
        var second = bytes.AsSpan(FrameFormat.OverheadBytes + 3);
        Assert.Equal(96 + 5, second.Length);
        Assert.Equal(101, BinaryPrimitives.ReadInt32LittleEndian(second));
        Assert.Equal([0, 1, 1, 1], second[8..12].ToArray());
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(second[12..]));
        Assert.Equal(Generation, BinaryPrimitives.ReadInt64LittleEndian(second[16..]));
        Assert.Equal(8, BinaryPrimitives.ReadInt64LittleEndian(second[24..]));
        Assert.Equal(33, BinaryPrimitives.ReadInt32LittleEndian(second[32..]));

        byte[] seed = [.. "agents-log"u8, 1, 0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01];
        var hash = SHA256.HashData(seed);
        var first = bytes.AsSpan(0, FrameFormat.OverheadBytes + 3);
        hash = SHA256.HashData([.. hash, .. first[9..36], .. SHA256.HashData(first[68..])]);
        Assert.Equal(hash, first[36..68].ToArray());
        hash = SHA256.HashData([.. hash, .. second[9..36], .. SHA256.HashData(second[68..])]);
        Assert.Equal(hash, second[36..68].ToArray());
    }

    [Fact]
    public void A_payload_is_bound_to_format_type_names_generation_and_sequence()
    {
        var frame = Encode("one");
        var body = frame.AsSpan(68);
        byte[] associated =
        [
            1, 1, 6, 0, 0, 0, .. "tenant"u8, 3, 0, 0, 0, .. "ada"u8,
            0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01, 7, 0, 0, 0, 0, 0, 0, 0,
        ];
        var plain = new byte[3];
        using var aes = new AesGcm(new byte[32], 16);
        aes.Decrypt(body[..12], body[12..15], body[15..], plain, associated);
        Assert.Equal("one"u8, plain);
        for (var i = 0; i < associated.Length; i++)
        {
            var other = associated.ToArray();
            other[i] ^= 1;
            Assert.Throws<AuthenticationTagMismatchException>(
                () => aes.Decrypt(frame.AsSpan(68, 12), frame.AsSpan(80, 3), frame.AsSpan(83), plain, other));
        }
    }

    [Fact]
    public void An_erased_frame_has_the_same_place_in_the_chain()
    {
        var live = Encode("a payload that goes");
        var erased = new byte[FrameFormat.ErasedFrameBytes];
        GroupEncoder.Erase(live, erased);
        Assert.Equal(FrameFault.None, FrameHeader.Read(erased, erased.Length, out var header));
        Assert.True(header.Erased);
        Assert.Equal((7, 19 + 28), (header.Sequence, header.SealedLength));
        var ofLive = HashChain.Start(Generation);
        var ofErased = HashChain.Start(Generation);
        HashChain.Advance(ofLive, live, erased: false);
        HashChain.Advance(ofErased, erased, erased: true);
        Assert.Equal(ofLive, ofErased);
        Assert.Equal(ofLive, live[36..68]);
    }

    [Fact]
    public void Frames_of_the_same_payload_never_look_the_same() =>
        Assert.NotEqual(Encode("one")[68..], Encode("one")[68..]);

    private byte[] Encode(params string[] texts)
    {
        NewFrame[] group = Group(texts);
        var bytes = new byte[GroupEncoder.SizeOf(group)];
        GroupEncoder.Encode(_cipher, group, 7, HashChain.Start(Generation), bytes, new int[group.Length]);
        return bytes;
    }
}
