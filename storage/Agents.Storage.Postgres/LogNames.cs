using System.Runtime.CompilerServices;
using Agents.Memory.Log;

namespace Agents.Storage.Postgres;

/// <summary>The names of the logs in one schema.</summary>
internal static class LogNames
{
    private const int Digits = 64;
    private const int PageRows = 1000;

    public static bool IsName(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Lists the names in ordinal order, a page at a time. A log that is being deleted has none.</summary>
    /// <exception cref="LogUnavailableException">The database does not answer.</exception>
    public static async IAsyncEnumerable<string> ListAsync(
        PostgresDatabase database, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Bytes sort as their digits do.
        var last = after is not null && IsName(after) ? Convert.FromHexString(after) : [];
        List<byte[]> page;
        do
        {
            page = await PageAsync(database, last, cancellationToken).ConfigureAwait(false);
            foreach (var key in page)
            {
                var name = Convert.ToHexStringLower(key);
                if (string.CompareOrdinal(name, after) > 0)
                {
                    yield return name;
                }

                last = key;
            }
        }
        while (page.Count == PageRows);
    }

    private static async Task<List<byte[]>> PageAsync(
        PostgresDatabase database, byte[] last, CancellationToken cancellationToken)
    {
        try
        {
            return await database.QueryAsync(
                [new Statement(database.Sql.ListNames, last, PageRows)],
                async (reader, token) =>
                {
                    var keys = new List<byte[]>();
                    while (await reader.ReadAsync(token).ConfigureAwait(false))
                    {
                        keys.Add((byte[])reader.GetValue(0));
                    }

                    return keys;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.NotListed(e);
        }
    }
}
