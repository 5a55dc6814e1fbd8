using System.Globalization;
using System.Text.RegularExpressions;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary>Sends calls one after the other and counts what they added.</summary>
/// <remarks>
/// Every message carries an id, so an import that broke off is simply run again: the server knows what it has. A
/// message that was erased since stays erased and is left out.
/// </remarks>
internal sealed partial class Importer(AgentsClient client)
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
        while (call.Messages.Count > 0)
        {
            try
            {
                await client.AddAsync(call, cancellationToken);
                return;
            }
            catch (AgentsException e) when (
                e.Code == ErrorCodes.Erased && PlaceOf(e.Param) is { } place && place < call.Messages.Count)
            {
                _erased++;
                call = call with { Messages = [.. call.Messages.Where((_, index) => index != place)] };
            }
        }
    }

    private async Task<long> CountAsync(string? user, CancellationToken cancellationToken)
    {
        var stats = await client.StatsAsync(user, cancellationToken);
        return stats.Kinds.GetValueOrDefault("episode");
    }

    private static int? PlaceOf(string? param) =>
        param is not null && Place().Match(param) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^messages\[([0-9]{1,6})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
