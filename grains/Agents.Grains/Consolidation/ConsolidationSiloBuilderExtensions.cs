using Agents.Grains.Consolidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>Lets a silo read what users say for items.</summary>
public static class ConsolidationSiloBuilderExtensions
{
    /// <summary>Adds the consolidation grain. The silo must also have user memory and a reminder service.</summary>
    public static ISiloBuilder AddConsolidation(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(services => new TextReading(
            services.GetService<ModelExtractor>(), services.GetService<ModelBudgets>()));
        builder.Services.TryAddSingleton(services => new SummaryReading(services.GetService<ModelSummarizer>()));
        return builder;
    }
}
