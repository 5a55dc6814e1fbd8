using System.Text;
using System.Text.Json;

namespace Agents.Gateway.Llm;

/// <summary>Reads along with an answer: the text of its first choice, and whether every choice was finished.</summary>
internal sealed class AnswerObserver(int textCharsMax)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<int> _open = [];
    private readonly HashSet<int> _finished = [];

    /// <summary>Gets the text of choice 0 so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Gets a value indicating whether choice 0 has a finish reason.</summary>
    public bool FirstFinished => _finished.Contains(0);

    /// <summary>Gets a value indicating whether every choice that was begun has a finish reason.</summary>
    public bool AllFinished => _finished.Count > 0 && _open.IsSubsetOf(_finished);

    /// <summary>Gets a value indicating whether the model reported an error.</summary>
    public bool Failed { get; private set; }

    /// <summary>Gets a value indicating whether the text is longer than what can be remembered.</summary>
    public bool TooLong => _text.Length > textCharsMax;

    /// <summary>Reads one chunk of a stream, or a whole answer. What is not JSON is passed over.</summary>
    public void Observe(ReadOnlyMemory<byte> json)
    {
        if (json.Length == 0 || json.Span[0] != '{')
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            Observe(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name in it is half a surrogate pair. The bytes are relayed as they are; the client's own
            // parser will say what is wrong with them.
        }
    }

    private void Observe(JsonElement root)
    {
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            Failed = true;
        }

        if (!root.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var choice in choices.EnumerateArray().Where(choice => choice.ValueKind == JsonValueKind.Object))
        {
            ObserveChoice(choice);
        }
    }

    private void ObserveChoice(JsonElement choice)
    {
        // Some servers leave the index out where there is one choice.
        var index = choice.TryGetProperty("index", out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
        _open.Add(index);
        if (index == 0 && !TooLong
            && (Property(choice, "delta") ?? Property(choice, "message")) is { } message
            && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
        {
            JsonText.Append(content, _text);
        }

        if (choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String)
        {
            _finished.Add(index);
        }
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
