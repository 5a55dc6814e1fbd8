using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary>What recall and explain take beyond search.</summary>
internal sealed class RecallOptions
{
    private readonly SearchOptions _search = new();

    private readonly Option<int?> _budget = new("--budget-tokens")
    {
        Description =
            $"The block's most tokens. Default: {MemoryLimits.BudgetTokensDefault}, "
            + $"at most {MemoryLimits.BudgetTokensMax}.",
    };

    private readonly Option<RecallOrder?> _order = new("--order")
    {
        Description = "The block's order: relevance or time.",
    };

    public void AddTo(Command command)
    {
        _search.AddTo(command);
        command.Add(_budget);
        command.Add(_order);
    }

    public T Fill<T>(CommandContext context, T request)
        where T : RecallRequest => _search.Fill(context, request) with
        {
            BudgetTokens = context.Get(_budget),
            Order = context.Get(_order),
        };
}
