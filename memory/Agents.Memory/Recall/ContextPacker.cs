using Agents.Contracts;
using Agents.Memory.Recall.Packing;

namespace Agents.Memory.Recall;

/// <summary>Packs hits into a block of text that fits a token budget.</summary>
/// <remarks>
/// <para>Candidates go in by descending score, ties by ascending id, as long as their line fits. What does not fit is
/// left out, and smaller ones after it may still go in. A text that does not fit, or is long and would take more than
/// half of the budget, is cut at the end of a sentence; one that cannot be cut goes in whole where it fits, so that the
/// best is never left out for worse ones where there is room for all of it. Lines that follow each other in a
/// conversation stand together as a passage, in the order in which they were said, where the best of them stands.
/// The block depends on nothing but its arguments and holds neither scores nor the time of asking, so asking again
/// gives the same bytes and the prompt stays cached.</para>
/// <para>Security: the lines hold what users and tools wrote, as data. A line cannot imitate another line or open or
/// close a tag. It can still hold words that read like an instruction; the caller says that they are none.</para>
/// </remarks>
public static class ContextPacker
{
    /// <summary>The reasons of <see cref="LeftOutMemory.Why"/>.</summary>
    public const string Budget = "budget";

    /// <inheritdoc cref="Budget"/>
    public const string Duplicate = "duplicate";

    /// <inheritdoc cref="Budget"/>
    public const string LowScore = "low_score";

    // One long text must leave room for what else bears on the question.
    private const int ShareMax = 2;

    // Of a line up to here a half would be a scrap: it is not cut where it fits.
    private const int ShortTokens = 2 * TextCutter.ScrapTokens;

    // What a line break takes at most. The last line of a block ends without one.
    private const int BreakTokens = 1;

    /// <summary>Packs candidates.</summary>
    /// <param name="candidates">The hits in any order; ids are distinct.</param>
    /// <param name="budgetTokens">The most tokens of the block, counted on the block as it is returned.</param>
    /// <param name="order">The order of the lines.</param>
    /// <param name="counter">Counts tokens.</param>
    /// <param name="confidenceMin">Candidates below it are left out as <see cref="LowScore"/>.</param>
    public static PackedContext Pack(
        IReadOnlyList<PackCandidate> candidates,
        int budgetTokens,
        RecallOrder order,
        ITokenCounter counter,
        double confidenceMin = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budgetTokens);
        var ranked = candidates.OrderByDescending(candidate => candidate.Score)
            .ThenBy(candidate => candidate.Id, StringComparer.Ordinal);
        var lines = new List<PackedLine>();
        var leftOut = new List<(int Rank, LeftOutMemory Memory)>();
        var quoted = new QuotedTexts();
        var room = budgetTokens;
        var rank = 0;
        foreach (var candidate in ranked)
        {
            var quote = QuotedTexts.Read(candidate.Author, candidate.Text);
            var why = candidate.Confidence < confidenceMin ? LowScore
                : quoted.Hold(quote) ? Duplicate
                : string.Empty;
            var line = why.Length == 0 ? Fit(candidate, budgetTokens, room, counter) : null;
            if (line is null)
            {
                leftOut.Add((rank, new LeftOutMemory(candidate.Id, why.Length > 0 ? why : Budget)));
            }
            else
            {
                lines.Add(line with { Rank = rank });
                room -= line.Tokens;
                quoted.Add(quote);
            }

            rank++;
        }

        return Join(lines, leftOut, budgetTokens, order, counter);
    }

    private static PackedLine? Fit(PackCandidate candidate, int budget, int room, ITokenCounter counter)
    {
        var prefix = ContextLine.Prefix(candidate);
        var text = ContextLine.Clean(candidate.Text);
        var share = budget / ShareMax;
        var whole = (prefix + text).TrimEnd();

        var tokens = TokensOf(whole, counter);
        var fits = tokens <= room || (tokens - BreakTokens <= room && counter.Count(whole) <= room);
        if (fits && tokens <= Math.Max(share, ShortTokens))
        {
            return new PackedLine(candidate, whole, tokens, 0);
        }

        return TextCutter.Cut(prefix, text, Math.Min(room, share) - BreakTokens, counter) is { } cut
            ? new PackedLine(candidate, cut, TokensOf(cut, counter), 0)
            : fits ? new PackedLine(candidate, whole, tokens, 0)
            : null;
    }

    private static int TokensOf(string line, ITokenCounter counter) => counter.Count(line + "\n");

    private static PackedContext Join(
        List<PackedLine> lines,
        List<(int Rank, LeftOutMemory Memory)> leftOut,
        int budget,
        RecallOrder order,
        ITokenCounter counter)
    {
        while (true)
        {
            var laidOut = Passages(lines, order);
            var text = string.Join('\n', laidOut.SelectMany(Render));
            var tokens = text.Length == 0 ? 0 : counter.Count(text);
            if (tokens <= budget)
            {
                return new PackedContext(
                    text,
                    tokens,
                    [.. laidOut.SelectMany(passage => passage).Select(line => line.Candidate.Id)],
                    [.. leftOut.OrderBy(one => one.Rank).Select(one => one.Memory)]);
            }

            // Lines that are joined may take more tokens than they take apart: the worst one goes.
            var last = lines[^1];
            lines.RemoveAt(lines.Count - 1);
            leftOut.Add((last.Rank, new LeftOutMemory(last.Candidate.Id, Budget)));
        }
    }

    /// <summary>Puts lines that follow each other in a conversation together, in the order in which they were
    /// said.</summary>
    private static List<List<PackedLine>> Passages(List<PackedLine> lines, RecallOrder order)
    {
        var ids = lines.Select(line => line.Candidate.Id).ToHashSet(StringComparer.Ordinal);
        var followers = lines.Where(line => line.Candidate.Follows is not null)
            .ToDictionary(line => line.Candidate.Follows!, StringComparer.Ordinal);
        var passages = new List<List<PackedLine>>();
        foreach (var head in lines.Where(line => line.Candidate.Follows is not { } before || !ids.Contains(before)))
        {
            var passage = new List<PackedLine> { head };
            while (followers.TryGetValue(passage[^1].Candidate.Id, out var next))
            {
                passage.Add(next);
            }

            passages.Add(passage);
        }

        return order == RecallOrder.Relevance
            ? [.. passages.OrderBy(passage => passage.Min(line => line.Rank))]
            : [.. passages.OrderBy(passage => passage[0].Candidate.Time)
                .ThenBy(passage => passage[0].Candidate.Id, StringComparer.Ordinal)];
    }

    /// <summary>Gives the lines of a passage; what was said on the same day as the line before needs no
    /// date.</summary>
    private static IEnumerable<string> Render(List<PackedLine> passage)
    {
        yield return passage[0].Text;
        foreach (var (before, line) in passage.Zip(passage.Skip(1)))
        {
            var sameDay = before.Candidate.Time.Date == line.Candidate.Time.Date;
            yield return sameDay ? ContextLine.WithoutTime(line.Text) : line.Text;
        }
    }

    private sealed record PackedLine(PackCandidate Candidate, string Text, int Tokens, int Rank);
}
