using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agents.Gateway.Chat;

/// <summary>
/// The two things the gateway changes in a chat request: it names the model, and it puts recalled memories in.
/// </summary>
internal static class ChatEdits
{
    private const string DefaultModel = "default";

    /// <summary>
    /// Names the configured model where the client named none or <c>default</c>; null where nothing changes.
    /// </summary>
    public static BodySplice.Edit? Model(ChatRequest request, string? configured)
    {
        if (configured is null || request.Model is not (null or DefaultModel))
        {
            return null;
        }

        var name = JsonSerializer.SerializeToUtf8Bytes(configured);
        if (request.Root.TryGetProperty("model", out var value))
        {
            var (offset, length) = request.SpanOf(value);
            return new BodySplice.Edit(offset, length, name);
        }

        var first = request.SpanOf(request.Root).Offset + 1;
        var separator = request.Root.EnumerateObject().Any() ? "," : string.Empty;
        return new BodySplice.Edit(
            first, 0, (byte[])[.. "\"model\":"u8, .. name, .. System.Text.Encoding.UTF8.GetBytes(separator)]);
    }

    /// <summary>
    /// Puts a message of the user before another one. The prefix before it stays, so that prompt caches survive.
    /// </summary>
    public static BodySplice.Edit MessageBefore(ChatTurn turn, string content)
    {
        var encoded = JsonEncodedText.Encode(content, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        byte[] message = [.. """{"role":"user","content":" """u8[..^1], .. encoded.EncodedUtf8Bytes, .. "\"},"u8];
        return new BodySplice.Edit(turn.Offset, 0, message);
    }
}
