using System.Globalization;

namespace Agents.Grains.Abstractions;

/// <summary>The names of embedding shards, and what one call may carry.</summary>
public static class EmbeddingShards
{
    /// <summary>The most texts of one call.</summary>
    public const int TextsMax = 256;

    /// <summary>The most characters of all texts of one call.</summary>
    public const int CharsMax = 1_048_576;

    private const string Prefix = "shard-";

    /// <summary>Names the grain of a shard.</summary>
    /// <param name="index">Its number, from 0.</param>
    public static string KeyOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index}");

    /// <summary>Gives a shard's number by its name.</summary>
    /// <exception cref="FormatException">The name is none of a shard.</exception>
    public static int IndexOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new FormatException($"The key of an embedding shard is {Prefix} and a number.");
    }
}
