using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction;

/// <summary>Splits "Portuguese, English and a bit of Polish" into its values.</summary>
internal static class ValueLists
{
    public static IEnumerable<(int Start, int Length)> Split(string values)
    {
        var start = 0;
        foreach (Match joint in Joint.Matches(values))
        {
            if (joint.Index > start)
            {
                yield return (start, joint.Index - start);
            }

            start = joint.Index + joint.Length;
        }

        if (start < values.Length)
        {
            yield return (start, values.Length - start);
        }
    }

    private static Regex Joint { get; } = Patterns.New(
        @"(?:(?:\s+fluently)?\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+|\s*[、，]\s*(?:还有|和|以及)?|和|跟|与|以及|还有"
            + @"|\s*&\s*|\s+\+\s+)(?:to\s+|on\s+|of\s+|at\s+|for\s+|also\s+|a\s+bit\s+of\s+|a\s+little\s+|some\s+"
            + @"|an?\s+|\w+\s+(?=hamsters|cats|dogs"
            + @"|rabbits|horses|fish)|一点|一些)?|^(?:to\s+|an?\s+|fluent\s+|both\s+|a\s+bit\s+of\s+|a\s+little\s+"
            + @"|some\s+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
