using System.Text.RegularExpressions;

namespace Agents.Architecture.Tests.Tidy;

/// <summary>Finds the functions of C# source by its braces: every member of a type with a body, however it is
/// written.</summary>
internal static partial class CSharpFunctions
{
    /// <summary>Returns the first line (from 1) and the number of lines of each.</summary>
    /// <remarks>Lambdas and local functions count as lines of the member around them; a field's initial value is no
    /// function.</remarks>
    public static IReadOnlyList<(int Line, int Length)> Of(string source)
    {
        var code = CSharpText.Code(source);
        var functions = new List<(int, int)>();
        Walk(code, 0, functions);
        return functions;
    }

    /// <summary>Walks the members from a position to the brace that closes their type, and returns the position behind
    /// it.</summary>
    private static int Walk(string code, int at, List<(int, int)> functions)
    {
        var start = at;
        while (at < code.Length)
        {
            switch (code[at])
            {
                case '}':
                    return at + 1;
                case ';':
                    AddExpressionBody(code, start, at, functions);
                    start = ++at;
                    break;
                case '(' or '[':
                    at = Skip(code, at);
                    break;
                case '{' when OpensType(code[start..at]):
                    at = start = Walk(code, at + 1, functions);
                    break;
                case '{':
                    at = Skip(code, at);
                    if (!code[start..at].Contains('=', StringComparison.Ordinal) || IsBlockBodied(code[start..at]))
                    {
                        Add(code, start, at, functions);
                        start = at;
                    }

                    break;
                default:
                    at++;
                    break;
            }
        }

        return at;
    }

    private static bool OpensType(string header) => TypeHeader().IsMatch(BeforeConstraints(header));

    /// <summary>Whether the block is the member's body, and not part of a value (<c>= new() { }</c>, <c>=&gt; x switch
    /// { }</c>).</summary>
    private static bool IsBlockBodied(string member)
    {
        var header = member[..member.IndexOf('{', StringComparison.Ordinal)];
        return !PlainAssignment().IsMatch(WithoutBrackets(header)) && !header.Contains("=>", StringComparison.Ordinal);
    }

    private static void AddExpressionBody(string code, int start, int end, List<(int, int)> functions)
    {
        var member = WithoutBrackets(code[start..end]);
        var arrow = member.IndexOf("=>", StringComparison.Ordinal);
        var assignment = PlainAssignment().Match(member);
        if (arrow >= 0 && !(assignment.Success && assignment.Index < arrow))
        {
            Add(code, start, end, functions);
        }
    }

    private static void Add(string code, int start, int end, List<(int, int)> functions)
    {
        while (start < end && char.IsWhiteSpace(code[start]))
        {
            start++;
        }

        functions.Add((1 + code.AsSpan(0, start).Count('\n'), 1 + code.AsSpan(start, end - start).Count('\n')));
    }

    /// <summary>Returns the position behind the bracket that closes the one at a position.</summary>
    private static int Skip(string code, int at)
    {
        var depth = 0;
        do
        {
            depth += code[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            at++;
        }
        while (depth > 0 && at < code.Length);
        return at;
    }

    private static string WithoutBrackets(string code)
    {
        var kept = new System.Text.StringBuilder(code.Length);
        for (var at = 0; at < code.Length;)
        {
            if (code[at] is '(' or '[' or '{')
            {
                at = Skip(code, at);
            }
            else
            {
                kept.Append(code[at++]);
            }
        }

        return kept.ToString();
    }

    private static string BeforeConstraints(string header)
    {
        var where = header.IndexOf(" where ", StringComparison.Ordinal);
        return where < 0 ? header : header[..where];
    }

    [GeneratedRegex(@"\b(class|struct|interface|record|enum|namespace)\s+\w|^\s*extension\s*[(<]")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"(?<![=<>!])=(?![=>])")]
    private static partial Regex PlainAssignment();
}
