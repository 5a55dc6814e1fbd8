using System.Globalization;

namespace Agents.Chaos.Tests.Histories;

/// <summary>One conversation of one user, which one client at a time writes and reads.</summary>
/// <param name="User">The user's name, without a dot.</param>
/// <param name="Conversation">The conversation's id, without a dot.</param>
internal sealed record Session(string User, string Conversation)
{
    private const int Words = 24;

    /// <summary>Names the n-th episode. Names tell their session, and sort as they were said.</summary>
    public string IdOf(int number) => string.Create(
        CultureInfo.InvariantCulture, $"{User}.{Conversation}.{number:0000000}");

    /// <summary>Gives the session of an id; null for one that <see cref="IdOf"/> never made.</summary>
    public static Session? Of(string id) =>
        id.Split('.') is [var user, var conversation, _] ? new Session(user, conversation) : null;

    /// <summary>Gives a word that no other id has.</summary>
    public static string WordOf(string id) =>
        "w" + string.Concat(id.Select(letter => (char)('a' + (letter * 7 % 26)))) + Letters(Hash(id));

    /// <summary>Gives what an episode says: the same text for the same id, of another length for another one.</summary>
    public static string TextOf(string id)
    {
        var hash = Hash(id);
        var words = Enumerable.Range(0, 1 + (int)(hash % Words)).Select(word => Letters(hash >> word));
        return $"{WordOf(id)} stands in {id}, with {string.Join(' ', words)}.";
    }

    private static string Letters(uint number)
    {
        var letters = new char[5];
        for (var i = 0; i < letters.Length; i++, number /= 26)
        {
            letters[i] = (char)('a' + (number % 26));
        }

        return new string(letters);
    }

    // FNV-1a: the same in every run, unlike string.GetHashCode.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash;
    }
}
