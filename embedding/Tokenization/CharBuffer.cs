using System.Buffers;
using System.Text;

namespace Agents.Embedding.Tokenization;

/// <summary>A growing run of characters that starts on the stack and moves to pooled memory.</summary>
internal ref struct CharBuffer
{
    private Span<char> _chars;
    private char[]? _pooled;
    private int _count;

    public CharBuffer(Span<char> initial) => _chars = initial;

    public readonly ReadOnlySpan<char> Written => _chars[.._count];

    public void Clear() => _count = 0;

    public void Append(char value)
    {
        if (_count == _chars.Length)
        {
            Grow(1);
        }

        _chars[_count++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        if (_chars.Length - _count < value.Length)
        {
            Grow(value.Length);
        }

        value.CopyTo(_chars[_count..]);
        _count += value.Length;
    }

    public void Append(Rune value)
    {
        Span<char> units = stackalloc char[2];
        Append(units[..value.EncodeToUtf16(units)]);
    }

    public void Set(scoped ReadOnlySpan<char> value)
    {
        Clear();
        Append(value);
    }

    /// <summary>Takes the normal form of a well-formed text.</summary>
    public void SetNormalized(scoped ReadOnlySpan<char> value, NormalizationForm form)
    {
        Clear();
        while (!value.TryNormalize(_chars, out _count, form))
        {
            _count = 0;
            Grow(Math.Max(value.Length, _chars.Length));
        }
    }

    public void Dispose()
    {
        if (_pooled is not null)
        {
            // Cleared, because the pool is shared and the text is a user's.
            ArrayPool<char>.Shared.Return(_pooled, clearArray: true);
            _pooled = null;
        }
    }

    private void Grow(int extra)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, _count + extra));
        Written.CopyTo(larger);
        Dispose();
        _chars = _pooled = larger;
    }
}
