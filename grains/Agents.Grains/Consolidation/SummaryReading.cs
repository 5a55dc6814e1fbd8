using Agents.Grains.UserMemory;
using Agents.Memory.Consolidation;

namespace Agents.Grains.Consolidation;

/// <summary>Chooses what summaries are made of, outside of the user's actor; without a model the actor chooses by
/// itself.</summary>
/// <param name="model">Chooses; null where there is none.</param>
internal sealed class SummaryReading(ModelSummarizer? model)
{
    /// <summary>Completes a request with what was chosen and what that cost.</summary>
    /// <param name="request">The request.</param>
    /// <param name="drafts">Gives the summaries that are owed.</param>
    /// <param name="budget">The budget of the user; null where nothing costs.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<DigestRequest> ChooseAsync(
        DigestRequest request,
        Func<Task<SummaryDrafts>> drafts,
        ModelBudget? budget,
        CancellationToken cancellationToken)
    {
        if (model is null || budget is null || await drafts() is not { Drafts: { Count: > 0 } owed })
        {
            return request;
        }

        var chosen = await Task.WhenAll(
            owed.Select(draft => model.ChooseAsync(draft, budget, cancellationToken)));
        return request with
        {
            Choices = [.. chosen.Select(one => one.Choice).OfType<SummaryChoice>()],
            Cost = Spending.CostOf([.. chosen.Select(one => one.Spent)]),
        };
    }
}
