using System.Text.Json;

namespace Agents.Gateway.Requests;

/// <summary>Follows a reader, and writes where it stands as errors show it: <c>messages[1].role</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<Level> _levels = [];

    /// <summary>Gets the path of the object or list that the reader is in; null for the outermost.</summary>
    public string? OfObject => Write(_levels.Count - 1);

    /// <summary>Gets the path of the name or element that the reader stands at.</summary>
    public string? OfName => Write(_levels.Count);

    /// <summary>Takes the reader's token in.</summary>
    public void Follow(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _levels[^1].Name = reader.GetString();
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.RemoveAt(_levels.Count - 1);
                break;
            default:
                if (_levels is [.., { IsList: true } list])
                {
                    list.Index++;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    _levels.Add(new Level(reader.TokenType == JsonTokenType.StartArray));
                }

                break;
        }
    }

    private string? Write(int count)
    {
        var path = string.Concat(
            _levels.Take(count).Select(level => level.IsList ? $"[{level.Index}]" : $".{level.Name}"));
        return path.Length == 0 ? null : path.TrimStart('.');
    }

    private sealed class Level(bool isList)
    {
        public bool IsList => isList;

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}
