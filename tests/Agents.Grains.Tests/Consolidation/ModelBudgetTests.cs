using Agents.Grains.Consolidation;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>What the model costs stays within what a day has for a user and for a tenant.</summary>
public sealed class ModelBudgetTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_a_call_may_cost_is_reserved_and_what_it_did_cost_is_settled()
    {
        var budget = Budgets(new() { TokensPerUserPerDay = 100 }).Open("a");

        Assert.Null(budget.Reserve(40, 40, out var charge));
        Assert.Equal(ModelOutcome.UserTokens, budget.Reserve(20, 1, out _));
        Assert.Equal(new Spending(10, 5, 0), charge!.Settle(10, 5));
        Assert.Null(budget.Reserve(45, 40, out _));
        Assert.Equal(ModelOutcome.UserTokens, budget.Reserve(1, 0, out _));
    }

    [Fact]
    public void An_answer_longer_than_was_asked_for_is_paid_in_full()
    {
        var budget = Budgets(new() { TokensPerUserPerDay = 100 }).Open("a");
        budget.Reserve(10, 10, out var charge);

        charge!.Settle(10, 5_000);

        Assert.Equal(ModelOutcome.UserTokens, budget.Reserve(0, 1, out _));
    }

    [Fact]
    public void The_day_ends_at_midnight_UTC_and_what_was_reserved_before_is_not_given_to_the_next()
    {
        var budget = Budgets(new() { TokensPerUserPerDay = 100 }).Open("a");
        budget.Reserve(90, 0, out var charge);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(budget.Reserve(90, 0, out _));
        charge!.Settle(0, 0);
        Assert.Equal(ModelOutcome.UserTokens, budget.Reserve(20, 0, out _));
    }

    [Fact]
    public void Users_of_a_tenant_share_its_budget_and_tenants_do_not()
    {
        var budgets = Budgets(new() { TokensPerUserPerDay = 100, TokensPerTenantPerDay = 150 });
        var (first, second, other) = (budgets.Open("a"), budgets.Open("a"), budgets.Open("b"));
        Assert.Null(first.Reserve(100, 0, out _));

        Assert.Equal(ModelOutcome.TenantTokens, second.Reserve(60, 0, out _));
        Assert.Null(second.Reserve(50, 0, out _));
        Assert.Null(other.Reserve(100, 0, out _));
    }

    [Fact]
    public void What_the_tenant_refuses_is_not_taken_from_the_user()
    {
        var budgets = Budgets(new() { TokensPerUserPerDay = 100, TokensPerTenantPerDay = 150 });
        var (first, second) = (budgets.Open("a"), budgets.Open("a"));
        first.Reserve(100, 0, out var charge);
        Assert.Equal(ModelOutcome.TenantTokens, second.Reserve(100, 0, out _));
        charge!.Settle(0, 0);

        Assert.Null(second.Reserve(100, 0, out _));
    }

    [Fact]
    public void Money_has_its_own_limits()
    {
        var budgets = Budgets(new()
        {
            PricePerMillionInputTokens = 1,
            PricePerMillionOutputTokens = 4,
            MoneyPerUserPerDay = .001m,
            MoneyPerTenantPerDay = .0015m,
        });
        var (first, second) = (budgets.Open("a"), budgets.Open("a"));

        Assert.Null(first.Reserve(200, 200, out _));
        Assert.Equal(ModelOutcome.UserMoney, first.Reserve(1, 0, out _));
        Assert.Equal(ModelOutcome.TenantMoney, second.Reserve(501, 0, out _));
        Assert.Null(second.Reserve(500, 0, out _));
    }

    [Fact]
    public void Without_limits_everything_is_allowed_and_with_zero_nothing()
    {
        var free = Budgets(new() { TokensPerUserPerDay = null, TokensPerTenantPerDay = null }).Open("a");
        var none = Budgets(new() { TokensPerUserPerDay = 0 }).Open("a");

        Assert.Null(free.Reserve(long.MaxValue, long.MaxValue, out _));
        Assert.Equal(ModelOutcome.UserTokens, none.Reserve(1, 0, out _));
    }

    [Fact]
    public void Usage_that_cannot_be_is_counted_within_reason()
    {
        var budget = Budgets(new() { TokensPerUserPerDay = 100 }).Open("a");
        budget.Reserve(10, 10, out var charge);

        Assert.Equal(new Spending(0, 100_000_000, 0), charge!.Settle(-5, long.MaxValue));
    }

    [Fact]
    public void Tenants_beyond_the_most_share_one_budget_until_the_day_is_over()
    {
        var budgets = Budgets(new() { TokensPerTenantPerDay = 100 });
        for (var tenant = 0; tenant < ModelBudgets.TenantsMax; tenant++)
        {
            Assert.Null(budgets.Open($"tenant-{tenant}").Reserve(1, 0, out _));
        }

        Assert.Null(budgets.Open("x").Reserve(100, 0, out _));
        Assert.Equal(ModelOutcome.TenantTokens, budgets.Open("y").Reserve(1, 0, out _));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(budgets.Open("x").Reserve(100, 0, out _));
        Assert.Null(budgets.Open("y").Reserve(100, 0, out _));
    }

    [Fact]
    public void Calls_side_by_side_do_not_exceed_the_limit_together()
    {
        var budgets = Budgets(new() { TokensPerUserPerDay = null, TokensPerTenantPerDay = 1_000 });
        var granted = 0;

        Parallel.For(0, 400, call =>
        {
            if (budgets.Open("a").Reserve(5, 5, out _) is null)
            {
                Interlocked.Increment(ref granted);
            }
        });

        Assert.Equal(100, granted);
    }

    private ModelBudgets Budgets(ModelExtractionOptions options) => new(Options.Create(options), _clock);
}
