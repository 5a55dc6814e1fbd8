namespace Agents.Architecture.Tests.Tidy;

/// <summary>Blanks comments, strings and characters of C# source, so that what is left is code. Lines keep their
/// numbers.</summary>
/// <remarks>The holes of interpolated strings are blanked too, with their braces: rules look at statements, not at
/// those.</remarks>
internal sealed class CSharpText
{
    private readonly string _source;
    private readonly char[] _code;
    private int _at;

    private CSharpText(string source)
    {
        _source = source;
        _code = source.ToCharArray();
    }

    public static string Code(string source)
    {
        var text = new CSharpText(source);
        while (text._at < source.Length)
        {
            text.Step();
        }

        return new string(text._code);
    }

    private char Peek(int offset = 0) => _at + offset < _source.Length ? _source[_at + offset] : '\0';

    private void Step()
    {
        if (Peek() == '/' && Peek(1) == '/')
        {
            BlankUntil("\n", inclusive: false);
        }
        else if (Peek() == '/' && Peek(1) == '*')
        {
            BlankUntil("*/", inclusive: true);
        }
        else if (Peek() == '\'')
        {
            Blank(1);
            BlankEscaped('\'');
        }
        else if (Peek() is '"' or '$' or '@' && StringPrefix() is { } prefix)
        {
            BlankString(prefix);
        }
        else
        {
            _at++;
        }
    }

    /// <summary>Returns the characters before the quote that begins here, or null where no string begins.</summary>
    private string? StringPrefix()
    {
        var length = 0;
        while (Peek(length) is '$' or '@')
        {
            length++;
        }

        return Peek(length) == '"' ? _source.Substring(_at, length) : null;
    }

    private void BlankString(string prefix)
    {
        Blank(prefix.Length);
        var quotes = 0;
        while (Peek(quotes) == '"')
        {
            quotes++;
        }

        var holes = prefix.Count(character => character == '$');
        if (quotes >= 3 && !prefix.Contains('@', StringComparison.Ordinal))
        {
            BlankRaw(quotes, holes);
        }
        else
        {
            Blank(1);
            BlankPlain(verbatim: prefix.Contains('@', StringComparison.Ordinal), interpolated: holes > 0);
        }
    }

    private void BlankRaw(int quotes, int holes)
    {
        Blank(quotes);
        while (_at < _source.Length && Run('"') < quotes)
        {
            if (holes > 0 && Run('{') >= holes)
            {
                Blank(Run('{'));
                BlankHole(holes);
            }
            else
            {
                Blank(1);
            }
        }

        Blank(Math.Min(Run('"'), _source.Length - _at));
    }

    private void BlankPlain(bool verbatim, bool interpolated)
    {
        while (_at < _source.Length)
        {
            if (verbatim && Peek() == '"' && Peek(1) == '"')
            {
                Blank(2);
            }
            else if (Peek() == '"')
            {
                Blank(1);
                return;
            }
            else if (!verbatim && Peek() == '\\')
            {
                Blank(2);
            }
            else if (interpolated && Peek() == '{' && Peek(1) == '{')
            {
                Blank(2);
            }
            else if (interpolated && Peek() == '{')
            {
                Blank(1);
                BlankHole(1);
            }
            else
            {
                Blank(1);
            }
        }
    }

    /// <summary>Blanks the code of a hole, with the strings in it, and the braces that close it.</summary>
    private void BlankHole(int braces)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (depth == 0 && Peek() == '}')
            {
                Blank(braces);
                return;
            }

            depth += Peek() switch { '{' => 1, '}' => -1, _ => 0 };
            var before = _at;
            Step();
            _at = Math.Min(_at, _source.Length);
            for (var i = before; i < _at; i++)
            {
                BlankAt(i);
            }
        }
    }

    private void BlankEscaped(char end)
    {
        while (_at < _source.Length && Peek() != end && Peek() != '\n')
        {
            Blank(Peek() == '\\' ? 2 : 1);
        }

        Blank(1);
    }

    private void BlankUntil(string end, bool inclusive)
    {
        var found = _source.IndexOf(end, _at, StringComparison.Ordinal);
        var stop = found < 0 ? _source.Length : found + (inclusive ? end.Length : 0);
        Blank(stop - _at);
    }

    private int Run(char character)
    {
        var length = 0;
        while (Peek(length) == character)
        {
            length++;
        }

        return length;
    }

    private void Blank(int count)
    {
        for (var end = Math.Min(_at + count, _source.Length); _at < end; _at++)
        {
            BlankAt(_at);
        }
    }

    private void BlankAt(int index)
    {
        if (_code[index] is not ('\n' or '\r'))
        {
            _code[index] = ' ';
        }
    }
}
