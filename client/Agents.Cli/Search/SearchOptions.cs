using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary>The question and the filters that search, recall and explain share.</summary>
internal sealed class SearchOptions
{
    private readonly Argument<string[]> _query = new("query")
    {
        Description = "The question.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description =
            $"How many hits. Default: {MemoryLimits.SearchLimitDefault}, at most {MemoryLimits.SearchLimitMax}.",
    };

    private readonly Option<DateTimeOffset?> _from = Times.Option("--from", "The earliest event time, included");
    private readonly Option<DateTimeOffset?> _to = Times.Option("--to", "The latest event time, excluded");
    private readonly Option<DateTimeOffset?> _asOf = Times.Option("--as-of", "Answer from what was known then");
    private readonly Option<DateTimeOffset?> _validAt = Times.Option("--valid-at", "Answer for what held then");
    private readonly Option<MemoryKind[]> _kinds = FilterOptions.Kinds();
    private readonly Option<string?> _conversation = FilterOptions.Conversation();
    private readonly Option<string?> _agent = FilterOptions.Agent();

    public void AddTo(Command command)
    {
        command.Add(_query);
        command.Add(_limit);
        command.Add(_from);
        command.Add(_to);
        command.Add(_kinds);
        command.Add(_conversation);
        command.Add(_agent);
        command.Add(_asOf);
        command.Add(_validAt);
    }

    /// <summary>Copies the options into a request.</summary>
    public T Fill<T>(CommandContext context, T request)
        where T : SearchRequest => request with
        {
            Query = string.Join(' ', context.Get(_query) ?? []),
            Limit = context.Get(_limit),
            From = context.Get(_from),
            To = context.Get(_to),
            AsOf = context.Get(_asOf),
            ValidAt = context.Get(_validAt),
            Kinds = FilterOptions.NullIfEmpty(context.Get(_kinds)),
            Conversation = context.Get(_conversation),
            Agent = context.Get(_agent),
        };
}
