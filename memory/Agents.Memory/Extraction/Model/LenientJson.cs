using System.Globalization;
using System.Text;

namespace Agents.Memory.Extraction.Model;

/// <summary>Reads the statements out of JSON with faults, each by itself.</summary>
/// <remarks>
/// A statement is an object without objects in it, so it is found wherever it stands: in a fence, among words, in a
/// list that is cut off. One that is itself cut off is left out: half a quote is none.
/// </remarks>
internal sealed class LenientJson
{
    // Longer than any quote that is kept; it bounds the search for an end that is missing.
    private const int StringMax = 4_000;
    private const int FieldsMax = 16;

    private readonly string _text;
    private int _at;

    private LenientJson(string text, int at) => (_text, _at) = (text, at);

    public static List<ModelStatement> Read(string text, int max)
    {
        var statements = new List<ModelStatement>();
        for (var at = text.IndexOf('{'); at >= 0 && statements.Count < max;)
        {
            var reader = new LenientJson(text, at + 1);
            var fields = reader.ReadFields();
            if (fields is not null && ModelStatement.IsOne(fields))
            {
                statements.Add(ModelStatement.Of(fields));
            }

            at = text.IndexOf('{', fields is null ? at + 1 : reader._at);
        }

        return statements;
    }

    /// <summary>Reads up to the brace that closes; null where there is none, or something that is no field.</summary>
    private Dictionary<string, string>? ReadFields()
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (fields.Count <= FieldsMax)
        {
            SkipSpace(",");
            if (_at >= _text.Length)
            {
                return null;
            }

            if (_text[_at] == '}')
            {
                _at++;
                return fields;
            }

            var name = ReadScalar();
            SkipSpace("");
            if (name is null || _at >= _text.Length || _text[_at] is not (':' or '：'))
            {
                return null;
            }

            _at++;
            SkipSpace("");
            if (ReadScalar() is not { } value)
            {
                return null;
            }

            if (value is not ("null" or "None"))
            {
                fields[name] = value;
            }
        }

        return null;
    }

    private string? ReadScalar() => _at >= _text.Length ? null : _text[_at] switch
    {
        '"' => ReadString('"'),
        '\'' => ReadString('\''),
        '“' or '”' => ReadString('”'),
        _ => ReadBare(),
    };

    private string? ReadBare()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or '+'))
        {
            _at++;
        }

        return _at > start ? _text[start.._at] : null;
    }

    private string? ReadString(char mark)
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length && value.Length < StringMax; _at++)
        {
            if (_text[_at] == mark && IsEnd(_at + 1))
            {
                _at++;
                return value.ToString();
            }

            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                value.Append(Unescaped());
            }
            else
            {
                value.Append(_text[_at]);
            }
        }

        return null;
    }

    // A mark inside the words, as in "they said "hi" to me" or 'don't', is followed by more words.
    private bool IsEnd(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at >= _text.Length || _text[at] is ',' or ':' or '：' or '}' or ']';
    }

    private char Unescaped()
    {
        if (_text[_at] == 'u' && _at + 4 < _text.Length
            && ushort.TryParse(
                _text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 4;
            return (char)code;
        }

        return _text[_at] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            var c => c,
        };
    }

    private void SkipSpace(string also)
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || also.Contains(_text[_at])))
        {
            _at++;
        }
    }
}
