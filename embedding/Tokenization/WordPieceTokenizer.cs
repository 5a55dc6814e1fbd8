using System.Globalization;
using System.Text;
using Agents.Embedding.Fetch;

namespace Agents.Embedding.Tokenization;

/// <summary>
/// Splits text into word pieces exactly as the tokenizer does that BERT-style models were trained with: clean, part
/// CJK, decompose, drop accents, lower-case, split at spaces and punctuation, then the longest known pieces from the
/// left.
/// </summary>
/// <remarks>
/// The algorithm is WordPiece with BERT's basic tokenizer (Devlin et al. 2019, arXiv:1810.04805; the normaliser as in
/// the Hugging Face tokenizers library). One difference is on purpose: a special token spelled out in the text, such
/// as
/// <c>[SEP]</c>, is read as plain text, so that nobody's text can end a sequence. Thread-safe.
/// </remarks>
internal sealed class WordPieceTokenizer
{
    private readonly Vocabulary _vocabulary;
    private readonly bool _lowerCase;
    private readonly bool _stripAccents;

    /// <exception cref="ModelUnavailableException">The process runs without Unicode data.</exception>
    public WordPieceTokenizer(Vocabulary vocabulary, bool lowerCase, bool stripAccents)
    {
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            // Without ICU each accented word would silently become an unknown word.
            throw new ModelUnavailableException(
                "Text cannot be decomposed: InvariantGlobalization is on or ICU is missing. Install libicu and unset "
                + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }

        _vocabulary = vocabulary;
        _lowerCase = lowerCase;
        _stripAccents = stripAccents;
    }

    /// <summary>Gets the id that fills a batch's short rows.</summary>
    public int PadId => _vocabulary.Special.Pad;

    /// <summary>Gets the id of what the vocabulary lacks.</summary>
    public int UnknownId => _vocabulary.Special.Unk;

    /// <summary>
    /// Tokenizes a text; what exceeds <paramref name="lengthMax"/> tokens is cut. Never fails on any text.
    /// </summary>
    /// <param name="text">Any text; lone surrogates are dropped.</param>
    /// <param name="lengthMax">The most ids of the result, first and last special tokens included; at least 2.</param>
    public TokenizedText Encode(ReadOnlySpan<char> text, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, 2);
        var writer = new WordWriter(_vocabulary, stackalloc int[Math.Min(lengthMax - 1, 512)], lengthMax - 1);
        var word = new CharBuffer(stackalloc char[128]);
        var spare = new CharBuffer(stackalloc char[256]);
        try
        {
            writer.Add(_vocabulary.Special.Cls);
            Split(text, ref word, ref spare, ref writer);
            return writer.ToTokenizedText(_vocabulary.Special.Sep);
        }
        finally
        {
            word.Dispose();
            spare.Dispose();
        }
    }

    // A chunk ends at spaces, ASCII punctuation and CJK. None of these can change how its neighbours decompose, because
    // reordering of accents stops at each; so the text is normalised chunk by chunk and a long text is left early.
    private void Split(ReadOnlySpan<char> text, ref CharBuffer chunk, ref CharBuffer spare, ref WordWriter writer)
    {
        var plain = true;
        for (var i = 0; i < text.Length && !writer.IsFull;)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                chunk.Append(_lowerCase ? char.ToLowerInvariant(c) : c);
                i++;
                continue;
            }

            // A lone surrogate decodes as U+FFFD, which is dropped.
            Rune.DecodeFromUtf16(text[i..], out var rune, out var units);
            var kind = RuneKinds.Classify(rune);
            if (kind == RuneKind.Letter)
            {
                // .NET refuses to normalise U+FFFE; U+FFFF is as little a character, and as unknown to any vocabulary.
                chunk.Append(c == '\uFFFE' ? "\uFFFF" : text.Slice(i, units));
                plain = false;
            }
            else if (kind != RuneKind.Dropped)
            {
                Flush(ref chunk, ref spare, plain, ref writer);
                plain = true;
                if (kind == RuneKind.AsciiPunctuation)
                {
                    writer.AddWord(text.Slice(i, units));
                }
                else if (kind == RuneKind.Cjk)
                {
                    chunk.Append(text.Slice(i, units));
                    Flush(ref chunk, ref spare, plain: false, ref writer);
                }
            }

            i += units;
        }

        Flush(ref chunk, ref spare, plain, ref writer);
    }

    private void Flush(ref CharBuffer chunk, ref CharBuffer spare, bool plain, ref WordWriter writer)
    {
        if (plain)
        {
            writer.AddWord(chunk.Written);
        }
        else
        {
            FlushUnicode(ref chunk, ref spare, ref writer);
        }

        chunk.Clear();
    }

    private void FlushUnicode(ref CharBuffer chunk, ref CharBuffer spare, ref WordWriter writer)
    {
        if (_stripAccents)
        {
            spare.SetNormalized(chunk.Written, NormalizationForm.FormD);
        }
        else
        {
            spare.Set(chunk.Written);
        }

        chunk.Clear();
        foreach (var rune in spare.Written.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (_stripAccents && category == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var lower = _lowerCase ? Rune.ToLowerInvariant(rune) : rune;
            if (RuneKinds.IsPunctuation(lower, category))
            {
                writer.AddWord(chunk.Written);
                chunk.Clear();
                chunk.Append(lower);
                writer.AddWord(chunk.Written);
                chunk.Clear();
            }
            else
            {
                chunk.Append(lower);
            }
        }

        writer.AddWord(chunk.Written);
    }
}
