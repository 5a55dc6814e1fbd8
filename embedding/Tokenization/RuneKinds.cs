using System.Globalization;
using System.Text;

namespace Agents.Embedding.Tokenization;

/// <summary>Classifies characters as BERT's basic tokenizer does.</summary>
internal static class RuneKinds
{
    public static RuneKind Classify(Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r' or ' ')
        {
            return RuneKind.Space;
        }

        if (rune.IsAscii)
        {
            return IsAsciiPunctuation(rune.Value) ? RuneKind.AsciiPunctuation
                : rune.Value is < ' ' or 127 ? RuneKind.Dropped : RuneKind.Letter;
        }

        if (IsCjk(rune.Value))
        {
            return RuneKind.Cjk;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                => RuneKind.Space,
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
                => RuneKind.Dropped,
            _ => rune.Value == 0xFFFD ? RuneKind.Dropped : RuneKind.Letter,
        };
    }

    /// <summary>Whether a character stands alone: any ASCII symbol, and what Unicode calls punctuation.</summary>
    public static bool IsPunctuation(Rune rune, UnicodeCategory category) =>
        rune.IsAscii
            ? IsAsciiPunctuation(rune.Value)
            : category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;

    private static bool IsAsciiPunctuation(int value) =>
        value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126);

    private static bool IsCjk(int value) =>
        value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
            or (>= 0x2A700 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
