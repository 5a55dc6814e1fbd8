using System.Text.RegularExpressions;
using Agents.Memory.Extraction.Chinese;
using Agents.Memory.Extraction.English;

namespace Agents.Memory.Extraction;

/// <summary>Takes claims from a turn by rules and lexicons, without a model: precise before complete.</summary>
/// <remarks>A pure function. Every claim quotes its span; questions, suppositions, quotations, code and what others are
/// said to have said make none.</remarks>
public static class RuleExtractor
{
    /// <summary>What stands in the log as the extractor of its claims.</summary>
    public const string Name = "rules/1";

    // Of a text that is made to be slow to read, enough time is lost with these.
    private const int SlowMax = 3;

    /// <summary>Reads a turn.</summary>
    /// <param name="text">The turn as its author wrote it.</param>
    /// <param name="said">When it was said, in the offset of whoever said it.</param>
    public static IReadOnlyList<Claim> Extract(string text, DateTimeOffset said)
    {
        ArgumentNullException.ThrowIfNull(text);
        var claims = new ClaimList();
        var chinese = new ChineseExtractor(text, said, claims);
        var stance = new Lazy<EnglishStance>(() => new EnglishStance(text));
        var slow = 0;
        foreach (var (at, blanked, asks) in SentenceReader.All(text).TakeWhile(_ => slow < SlowMax))
        {
            try
            {
                // A sentence in Chinese states something before it asks.
                if (ChineseExtractor.Reads(blanked))
                {
                    chinese.Extract(at, blanked, asks);
                }
                else
                {
                    EnglishExtractor.Extract(text, at, stance.Value.Own(at, blanked), asks, said, claims);
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // A sentence made to be slow to read says nothing that is worth the time; those after it may.
                slow++;
            }
        }

        return [.. claims];
    }
}
