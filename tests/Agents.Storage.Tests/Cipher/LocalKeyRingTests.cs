using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files;

namespace Agents.Storage.Tests.Cipher;

public sealed class LocalKeyRingTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Bound = Encoding.ASCII.GetBytes("log 1");
    private readonly TemporaryFolder _folder = new();

    private string RingFile => _folder.Of("keyring.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_wrapped_key_opens_with_the_ring_of_the_file_and_the_same_associated_data_only()
    {
        byte[] wrapped;
        using (var ring = LocalKeyRing.Create(RingFile, TimeProvider.System))
        {
            wrapped = ring.Wrap(Key, Bound);
            Assert.NotEqual(wrapped, ring.Wrap(Key, Bound));
        }

        using var again = LocalKeyRing.Open(RingFile);
        Assert.Equal(Key, again.Unwrap("k1", wrapped, Bound));
        Assert.ThrowsAny<CryptographicException>(() => again.Unwrap("k1", wrapped, "log 2"u8));
        Assert.ThrowsAny<CryptographicException>(() => again.Unwrap("k2", wrapped, Bound));
        Assert.ThrowsAny<CryptographicException>(() => again.Unwrap("k1", wrapped.AsSpan(0, 28), Bound));
        using var other = LocalKeyRing.CreateInMemory();
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap("memory", wrapped, Bound));
    }

    [Fact]
    public void After_a_rotation_the_new_key_wraps_the_old_one_opens_and_names_stay()
    {
        using var old = LocalKeyRing.Create(RingFile, TimeProvider.System);
        var wrapped = old.Wrap(Key, Bound);
        var name = old.NameOf(new MemoryScope("t", "u"));
        Assert.Equal("k2", LocalKeyRing.Rotate(RingFile, TimeProvider.System));
        using var ring = LocalKeyRing.Open(RingFile);
        Assert.Equal("k2", ring.CurrentKeyId);
        Assert.Equal(Key, ring.Unwrap("k1", wrapped, Bound));
        Assert.Equal(Key, ring.Unwrap("k2", ring.Wrap(Key, Bound), Bound));
        Assert.Equal(name, ring.NameOf(new MemoryScope("t", "u")));
    }

    [Fact]
    public void A_name_is_the_hmac_of_the_length_prefixed_scope()
    {
        var nameKey = new byte[32];
        nameKey.AsSpan().Fill(7);
        File.WriteAllText(RingFile, $$"""
            {"version":1,"current":"a","name_key":"{{Convert.ToBase64String(nameKey)}}",
             "keys":[{"id":"a","created":"2026-01-01T00:00:00Z","key":"{{Convert.ToBase64String(Key)}}"}]}
            """);
        using var ring = LocalKeyRing.Open(RingFile);
        byte[] message = [2, 0, 0, 0, (byte)'t', (byte)'x', 3, 0, 0, 0, 0xC3, 0xA9, (byte)'u'];
        var name = ring.NameOf(new MemoryScope("tx", "éu"));
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(nameKey, message)), name);
        Assert.Equal(64, name.Length);
    }

    [Fact]
    public void A_scope_that_is_no_valid_unicode_is_refused()
    {
        using var ring = LocalKeyRing.CreateInMemory();
        Assert.Throws<ArgumentException>(() => ring.NameOf(new MemoryScope("t", "\ud800")));
        Assert.Throws<ArgumentException>(() => ring.NameOf(new MemoryScope("\udc00", "u")));
    }

    [Fact]
    public void A_ring_is_never_overwritten()
    {
        LocalKeyRing.Create(RingFile, TimeProvider.System).Dispose();
        var bytes = File.ReadAllBytes(RingFile);
        Assert.Throws<DataFolderException>(() => LocalKeyRing.Create(RingFile, TimeProvider.System));
        Assert.Equal(bytes, File.ReadAllBytes(RingFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"version":2,"current":"a","name_key":"AAAA","keys":[]}""")]
    [InlineData("""{"version":1,"current":"a","name_key":"","keys":[{"id":"a","created":"2026-01-01","key":""}]}""")]
    public void A_file_that_is_no_ring_is_refused_in_one_line(string content)
    {
        File.WriteAllText(RingFile, content);
        var error = Assert.Throws<DataFolderException>(() => LocalKeyRing.Open(RingFile));
        Assert.Contains(RingFile, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_ring_is_refused_with_its_path()
    {
        var error = Assert.Throws<DataFolderException>(() => LocalKeyRing.Open(RingFile));
        Assert.Contains(RingFile, error.Message, StringComparison.Ordinal);
    }
}
