namespace Agents.Cli.Output;

/// <summary>Fits text into one line of a terminal.</summary>
internal static class OneLine
{
    /// <summary>Joins the lines of a text and takes its control characters out, so that remembered text cannot steer a
    /// terminal.</summary>
    public static string Of(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The same, cut to at most <paramref name="charsMax"/> UTF-16 units with an ellipsis.</summary>
    public static string Of(string text, int charsMax)
    {
        var line = Of(text);
        if (line.Length <= charsMax)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[charsMax - 2]) ? charsMax - 2 : charsMax - 1;
        return $"{line[..end]}…";
    }
}
