using Agents.Memory.Extraction;
using Agents.Memory.Items;

namespace Agents.Memory.Tests.Extraction;

/// <summary>Scores what was taken from turns, as the suites' README says.</summary>
internal sealed class ExtractionScore
{
    private static readonly string[] Spanned = ["event", "procedure"];

    public int Taken { get; private set; }

    public int Labelled { get; private set; }

    public int Right { get; private set; }

    public double Precision => Taken == 0 ? 1 : (double)Right / Taken;

    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    /// <summary>Gets the claims and labels that found no partner, a line each.</summary>
    public List<string> Errors { get; } = [];

    public static ExtractionScore Of(IEnumerable<LabelledTurn> turns)
    {
        var score = new ExtractionScore();
        foreach (var turn in turns)
        {
            score.Add(turn, [.. RuleExtractor.Extract(turn.Text, turn.Time).Where(claim => !claim.OnlyIfKnown)]);
        }

        return score;
    }

    public override string ToString() => FormattableString.Invariant(
        $"precision {Precision:P1} ({Right}/{Taken}), recall {Recall:P1} ({Right}/{Labelled})");

    private void Add(LabelledTurn turn, IReadOnlyList<Claim> claims)
    {
        var open = turn.Items.ToList();
        foreach (var claim in claims)
        {
            Taken++;
            if (open.Find(label => Agree(claim, label, turn.Text)) is { } found)
            {
                Right++;
                open.Remove(found);
            }
            else
            {
                var taken = $"[{claim.Subject}] {claim.Slot} = {claim.Value} ({claim.Polarity} {claim.When})";
                Errors.Add($"+ {turn.Id} {taken} in: {turn.Text}");
            }
        }

        Labelled += turn.Items.Count;
        Errors.AddRange(open.Select(label =>
            $"- {turn.Id} [{label.Subject}] {label.Slot} = {label.Value} ({label.Polarity} {label.When}) in: "
            + turn.Text));
    }

    private static bool Agree(Claim claim, LabelledItem label, string text) =>
        string.Equals(claim.Slot, label.Slot, StringComparison.OrdinalIgnoreCase)
        && string.Equals(claim.Polarity.ToString(), label.Polarity, StringComparison.OrdinalIgnoreCase)
        && ItemValues.Fold(claim.Subject) == ItemValues.Fold(label.Subject)
        && (Spanned.Contains(label.Slot)
            ? Overlap(claim, label, text) && (label.When is null || label.When == claim.When?.ToString())
            : AgreeInValue(ItemValues.Fold(claim.Value), ItemValues.Fold(label.Value)));

    private static bool AgreeInValue(string value, string label) =>
        (value.Contains(label, StringComparison.Ordinal) && 2 * label.Length >= value.Length)
        || (label.Contains(value, StringComparison.Ordinal) && 2 * value.Length >= label.Length);

    private static bool Overlap(Claim claim, LabelledItem label, string text)
    {
        var start = text.IndexOf(label.Span, StringComparison.Ordinal);
        var end = start + label.Span.Length;
        var shared = Math.Min(end, claim.Span.End) - Math.Max(start, claim.Span.Start);
        var all = Math.Max(end, claim.Span.End) - Math.Min(start, claim.Span.Start);
        return shared * 2 >= all;
    }
}
