using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;

namespace Agents.Grains.Consolidation;

/// <summary>Reads texts for what they say, each by itself: one that cannot be read keeps no other waiting.</summary>
internal static class TextReading
{
    public static async Task<IReadOnlyList<ReadText>> ReadAsync(
        IReadOnlyList<SourceText> texts, CancellationToken cancellationToken) =>
        await Task.Run(() => texts.Select(ByRules).ToArray(), cancellationToken);

    private static ReadText ByRules(SourceText text)
    {
        try
        {
            return new ReadText(text, RuleExtractor.Extract(text.Text, text.Time), RuleExtractor.Name);
        }
#pragma warning disable CA1031 // A text on which a rule fails is passed over, or it would be read for ever.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new ReadText(
                text, [], RuleExtractor.Name, $"the rules could not read it ({error.GetType().Name})");
        }
    }
}
