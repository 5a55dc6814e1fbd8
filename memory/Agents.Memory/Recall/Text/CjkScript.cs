using System.Text;

namespace Agents.Memory.Recall.Text;

/// <summary>Scripts that are written without spaces and are read as n-grams of characters.</summary>
internal static class CjkScript
{
    // Particles, pronouns, copulas and question words of Chinese: in nearly every sentence, so a match on them alone
    // says nothing. An n-gram that holds any other character is kept.
    private const string FunctionCharacters =
        "的地得了着过是在我你您他她它们咱这那哪有和与及或而且但就都也还又再很吗呢吧啊呀哦嘛么什谁怎几为被把给让对从到向跟"
        + "不没会能要可以想个之其此该等如因所则将并啥";

    private static readonly System.Buffers.SearchValues<char> Function =
        System.Buffers.SearchValues.Create(FunctionCharacters);

    /// <summary>Says whether a character is Han, kana or Hangul.</summary>
    public static bool Contains(Rune rune) => rune.Value switch
    {
        < 0x3040 => rune.Value is 0x3005 or 0x3007,
        <= 0x30FF => rune.Value is not (0x30A0 or 0x30FB),
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        >= 0xAC00 and <= 0xD7A3 => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };

    /// <summary>Says whether a character is a function character of Chinese.</summary>
    public static bool IsFunction(Rune rune) => rune.IsBmp && Function.Contains((char)rune.Value);
}
