using System.Buffers;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads traditional characters as simplified ones, one for one, so that places stay.</summary>
internal static class ChineseScripts
{
    // The characters that the patterns hold, and no more: values are quoted as they were written.
    private const string Traditional =
        "個從歡愛點們沒過還這對養隻條學說語開車買賣號碼電話歲職業員師醫護討厭貓鳥龜魚兒媽爺姊結離現時後幾兩週禮請為會讀書單體張輛臺無與裡實寫總東國齡專興確診親聽見覺讓給邊處間問題鄰縣鎮區樓層戶網當辭闆領導嗎麼譯";

    private const string Simple =
        "个从欢爱点们没过还这对养只条学说语开车买卖号码电话岁职业员师医护讨厌猫鸟龟鱼儿妈爷姐结离现时后几两周礼请为会读书单体张辆台无与里实写总东国龄专兴确诊亲听见觉让给边处间问题邻县镇区楼层户网当辞板领导吗么译";

    private static readonly SearchValues<char> Any = SearchValues.Create(Traditional);

    public static string Simplified(string text) =>
        text.AsSpan().ContainsAny(Any)
            ? string.Create(text.Length, text, static (simple, original) =>
            {
                for (var i = 0; i < simple.Length; i++)
                {
                    var found = Traditional.IndexOf(original[i], StringComparison.Ordinal);
                    simple[i] = found < 0 ? original[i] : Simple[found];
                }
            })
            : text;
}
