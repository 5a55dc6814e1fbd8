using System.Globalization;

namespace Agents.Bench.Figures;

/// <summary>The limit that a figure must keep.</summary>
/// <param name="Limit">The limit, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit of limit and value.</param>
/// <param name="AtLeast">Whether larger values are better.</param>
internal sealed record Must(double Limit, string Unit, bool AtLeast = false)
{
    public bool IsMet(double value) => AtLeast ? value >= Limit : value <= Limit;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? ">=" : "<=")} {Limit:0.##} {Unit}");
}
