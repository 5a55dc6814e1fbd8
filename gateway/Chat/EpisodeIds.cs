using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Gateway.Chat;

/// <summary>
/// Names conversations and turns by what they hold, so that a client which sends its whole history again adds nothing.
/// </summary>
/// <remarks>Each part of a hash is preceded by its length: no text can pose as two.</remarks>
internal static class EpisodeIds
{
    private const int HashBytes = 16;

    /// <summary>Returns the id of a conversation that the client does not name.</summary>
    public static string Conversation(string user, string system, string firstUserText) =>
        "c_" + Hash("conversation", user, system, firstUserText);

    /// <summary>Returns the id of one turn. The name counts only where there is one.</summary>
    public static string Episode(string conversation, int index, string role, string? name, string text)
    {
        var place = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return "e_" + (name is null
            ? Hash("episode", conversation, place, role, text)
            : Hash("episode", conversation, place, role, text, name));
    }

    private static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }
}
