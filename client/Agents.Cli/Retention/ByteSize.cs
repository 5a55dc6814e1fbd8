using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Agents.Cli.Retention;

/// <summary>Sizes as people write them: a whole number of bytes, or of <c>KiB</c>, <c>MiB</c>, <c>GiB</c> or
/// <c>TiB</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["", "KiB", "MiB", "GiB", "TiB"];

    public static bool TryParse(string text, out long bytes)
    {
        var digits = text.Length - text.AsSpan().TrimStart("0123456789").Length;
        var unit = text[digits..].TrimStart();
        var power = Array.FindIndex(Units, name => name.Equals(unit, StringComparison.OrdinalIgnoreCase));
        bytes = 0;
        return power >= 0
            && long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out bytes)
            && Scale(ref bytes, power);
    }

    public static Option<long?> Option(string name, string description) => new(name)
    {
        Description = $"{description}, such as 1048576 or 10MiB.",
        HelpName = "SIZE",
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (TryParse(text, out var bytes))
        {
            return bytes;
        }

        result.AddError($"'{text}' is no size; write bytes, or a number with KiB, MiB, GiB or TiB.");
        return null;
    }

    private static bool Scale(ref long bytes, int power)
    {
        for (; power > 0; power--)
        {
            if (bytes > long.MaxValue / 1024)
            {
                return false;
            }

            bytes *= 1024;
        }

        return true;
    }
}
