namespace Agents.Gateway.Requests;

/// <summary>Finds the name that somebody meant who wrote another one.</summary>
internal static class NearNames
{
    // One slip for every so many characters: more of them make another word.
    private const int CharsPerSlip = 3;

    /// <summary>Returns the nearest of the known names, or null where none is near.</summary>
    /// <remarks>Near is what differs by few slips of the keyboard or in case, and what says more or less of the same:
    /// <c>user_id</c> for <c>user</c>, <c>budget</c> for <c>budget_tokens</c>.</remarks>
    public static string? Nearest(string name, IReadOnlyList<string> known)
    {
        var lower = name.ToLowerInvariant();
        var (nearest, fewest) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var slips = Slips(lower, candidate);
            if (slips < fewest && slips <= Math.Max(lower.Length, candidate.Length) / CharsPerSlip)
            {
                (nearest, fewest) = (candidate, slips);
            }
        }

        return nearest ?? known.FirstOrDefault(candidate => SharePart(lower, candidate));
    }

    private static bool SharePart(string name, string candidate) =>
        name.StartsWith(candidate + "_", StringComparison.Ordinal)
        || candidate.StartsWith(name + "_", StringComparison.Ordinal);

    /// <summary>Counts the characters that were left out, put in, changed, or swapped with the next one.</summary>
    private static int Slips(string one, string other)
    {
        var distance = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Least(one, other, i, j, distance);
            }
        }

        return distance[one.Length, other.Length];
    }

    private static int Least(string one, string other, int i, int j, int[,] distance)
    {
        var changed = distance[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
        var least = Math.Min(changed, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
        return swapped ? Math.Min(least, distance[i - 2, j - 2] + 1) : least;
    }
}
