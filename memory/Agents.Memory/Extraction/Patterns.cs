using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction;

/// <summary>Makes the patterns that read talk.</summary>
/// <remarks>They are interpreted, not generated: a few hundred of them, each with its lexicons written out, are some
/// hundred thousand lines of generated code, which take over a minute to compile and longer to warm up than the
/// background reading of talk ever wins back. Compiled at run time they take as long, and .NET 10's compiler reads some
/// otherwise than its interpreter does.</remarks>
internal static class Patterns
{
    // Far beyond what any needs on a busy machine: it only ends those that would run on, and so never changes what is
    // read of talk.
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static Regex New(string pattern, RegexOptions options) => new(pattern, options, Longest);
}
