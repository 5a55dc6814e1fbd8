using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Cli.Import;

/// <summary>Names a line that carries no id, so that importing the file again names it the same.</summary>
internal static class DerivedId
{
    /// <summary>Hashes the conversation, the line's place, the role and the text; each part preceded by its
    /// length.</summary>
    public static string Of(ImportLine line, long number)
    {
        string[] parts =
        [
            line.Conversation ?? string.Empty,
            number.ToString(CultureInfo.InvariantCulture),
            line.Role ?? string.Empty,
            line.Content ?? string.Empty,
        ];
        var text = string.Concat(
            parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));

        // 132 bits: enough that a million lines never meet.
        return $"i_{Base64Url.EncodeToString(hash.AsSpan(0, 18))[..22]}";
    }
}
