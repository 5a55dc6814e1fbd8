using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>The budgets of a silo: one of each tenant, shared by the users of it whose memory is here.</summary>
/// <remarks>Each silo counts for itself and in memory, so that no call waits for another silo: a tenant can spend its
/// limit once on each silo, and once more after a restart.</remarks>
internal sealed class ModelBudgets(IOptions<ModelExtractionOptions> options, TimeProvider clock)
{
    /// <summary>How many tenants are told apart; those beyond share one budget until the day is over.</summary>
    public const int TenantsMax = 10_000;

    private readonly ModelExtractionOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DayAccount> _tenants = [];
    private DayAccount? _others;

    /// <summary>Opens the budget of a user whose memory was activated here.</summary>
    /// <param name="tenant">The tenant that the user belongs to.</param>
    public ModelBudget Open(string tenant) => new(
        new DayAccount(_options.TokensPerUserPerDay, _options.MoneyPerUserPerDay, clock),
        () => AccountOf(tenant),
        new ModelPrices(_options.PricePerMillionInputTokens, _options.PricePerMillionOutputTokens));

    private DayAccount AccountOf(string tenant)
    {
        lock (_gate)
        {
            if (_tenants.TryGetValue(tenant, out var known))
            {
                return known;
            }

            if (_tenants.Count >= TenantsMax)
            {
                RemoveIdle();
            }

            return _tenants.Count < TenantsMax ? _tenants[tenant] = NewAccount() : _others ??= NewAccount();
        }
    }

    private void RemoveIdle()
    {
        foreach (var idle in _tenants.Where(tenant => tenant.Value.IsIdle).Select(tenant => tenant.Key).ToArray())
        {
            _tenants.Remove(idle);
        }
    }

    private DayAccount NewAccount() =>
        new(_options.TokensPerTenantPerDay, _options.MoneyPerTenantPerDay, clock);
}
