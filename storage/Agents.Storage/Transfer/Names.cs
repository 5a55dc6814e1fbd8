namespace Agents.Storage.Transfer;

/// <summary>Lists the names of a store's logs: 64 characters each, which for a million logs are 150 MB.</summary>
internal static class Names
{
    public static async Task<List<string>> OfAsync(ILogStore store, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var name in store.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            names.Add(name);
        }

        return names;
    }
}
