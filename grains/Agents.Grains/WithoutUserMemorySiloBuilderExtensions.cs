using Agents.Grains.Consolidation;
using Agents.Grains.Retention;
using Agents.Grains.UserMemory;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Keeps the memory of users away from a silo that is there for something else.</summary>
public static class WithoutUserMemorySiloBuilderExtensions
{
    /// <summary>Takes the grains of the memory out of what this silo offers to host.</summary>
    /// <remarks>
    /// A silo says which grains it can host when it joins, so no other one ever places a user here. Nothing has to be
    /// looked up or compared for it, which could be late.
    /// </remarks>
    public static ISiloBuilder WithoutUserMemory(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.PostConfigure<GrainTypeOptions>(grains =>
        {
            grains.Classes.Remove(typeof(UserMemoryGrain));
            grains.Classes.Remove(typeof(ScopeKeysGrain));
            grains.Classes.Remove(typeof(ConsolidationGrain));
            grains.Classes.Remove(typeof(TenantRetentionGrain));
        });
        return builder;
    }
}
