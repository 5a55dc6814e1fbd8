using System.Text;

namespace Agents.Memory.Recall.Text;

/// <summary>A term of the index as 64 bits: a hash of a word, or the code points of an n-gram themselves.</summary>
/// <remarks>
/// The values stand in snapshots, so they never change. Bit 63 tells the two kinds apart. Two words share a key with a
/// chance of 2^-63 a pair; n-grams never do. No key is 0.
/// </remarks>
internal static class TermKey
{
    private const ulong GramBit = 1UL << 63;
    private const int PointBits = 21;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public static ulong Word(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Multiplier;
            hash ^= hash >> 29;
        }

        hash &= ~GramBit;
        return hash == 0 ? 1 : hash;
    }

    public static ulong Gram(Rune only) => GramBit | (uint)only.Value;

    public static ulong Gram(Rune first, Rune second) =>
        GramBit | ((ulong)first.Value << PointBits) | (uint)second.Value;

    public static ulong Gram(Rune first, Rune second, Rune third) =>
        GramBit | ((ulong)first.Value << (2 * PointBits)) | ((ulong)second.Value << PointBits) | (uint)third.Value;

    public static bool IsGram(ulong key) => (key & GramBit) != 0;

    public static bool IsUnigram(ulong key) => IsGram(key) && (key & ~GramBit) < (1UL << PointBits);
}
