using Agents.Client;
using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary>Sends calls one after the other and counts what they added.</summary>
/// <remarks>
/// Every message carries an id, so an import that broke off is simply run again: the server knows what it has. A
/// message that was erased since stays erased and is left out.
/// </remarks>
internal sealed class Importer(AgentsClient client)
{
    private readonly Dictionary<string, long> _before = [];
    private long _messages;
    private long _erased;

    /// <summary>Sends calls in order.</summary>
    public async Task SendAsync(
        IEnumerable<AddMemoriesRequest> calls, Action<long> advance, CancellationToken cancellationToken)
    {
        foreach (var call in CallPacker.Pack(calls))
        {
            // The key of a user who is not named is the empty text, which is no user's name.
            var user = call.User ?? string.Empty;
            if (!_before.ContainsKey(user))
            {
                _before[user] = await CountAsync(call.User, cancellationToken);
            }

            await SendAsync(call, cancellationToken);
            _messages += call.Messages.Count;
            advance(call.Messages.Count);
        }
    }

    /// <summary>Says what the calls so far added.</summary>
    public async Task<ImportResult> FinishAsync(CancellationToken cancellationToken)
    {
        var added = 0L;
        foreach (var (user, before) in _before)
        {
            added += await CountAsync(user.Length == 0 ? null : user, cancellationToken) - before;
        }

        return new ImportResult
        {
            Users = _before.Count,
            Messages = _messages,
            Added = added,
            Known = _messages - added - _erased,
            Erased = _erased,
        };
    }

    private async Task SendAsync(AddMemoriesRequest call, CancellationToken cancellationToken)
    {
        try
        {
            await client.AddAsync(call, cancellationToken);
        }
        catch (AgentsException e) when (e.Code is ErrorCodes.Erased or ErrorCodes.IdReused)
        {
            var unknown = new List<MessageInput>();
            foreach (var message in call.Messages)
            {
                if (await IsUnknownAsync(message, call.User, e, cancellationToken))
                {
                    unknown.Add(message);
                }
            }

            if (unknown.Count > 0)
            {
                await client.AddAsync(call with { Messages = unknown }, cancellationToken);
            }
        }
    }

    // A server refuses a whole call for one id. An id that was erased stays so. The same text under the same id is what
    // was exported, though its time, given on arrival, or an edit makes it another call. Anything else is a conflict.
    private async Task<bool> IsUnknownAsync(
        MessageInput message, string? user, AgentsException refusal, CancellationToken cancellationToken)
    {
        try
        {
            var item = await client.GetAsync(message.Id!, user, cancellationToken);
            if (item.Text != message.Content || item.Role != message.Role)
            {
                throw new CliException(Conflict(message.Id!), refusal);
            }

            return false;
        }
        catch (AgentsException e) when (e.Code == ErrorCodes.Erased)
        {
            _erased++;
            return false;
        }
        catch (AgentsException e) when (e.Code == ErrorCodes.NotFound)
        {
            return true;
        }
    }

    private async Task<long> CountAsync(string? user, CancellationToken cancellationToken)
    {
        var stats = await client.StatsAsync(user, cancellationToken);
        return stats.Kinds.GetValueOrDefault("episode");
    }

    private static string Conflict(string id) =>
        $"The message '{id}' is known with another text; give it a new id, or edit the memory. "
        + "What came before it was sent.";
}
