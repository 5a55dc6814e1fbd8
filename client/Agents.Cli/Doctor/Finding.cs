namespace Agents.Cli.Doctor;

/// <summary>The result of one check.</summary>
/// <param name="Check">What was checked.</param>
/// <param name="Ok">Whether it is as it must be.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null when it is as it must be.</param>
internal sealed record Finding(string Check, bool Ok, string Detail, string? Remedy)
{
    public static Finding Good(string check, string detail) => new(check, true, detail, null);

    public static Finding Bad(string check, string detail, string remedy) => new(check, false, detail, remedy);
}
