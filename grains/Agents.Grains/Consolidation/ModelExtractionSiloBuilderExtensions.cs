using Agents.Grains.Consolidation;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.Hosting;

/// <summary>Lets a silo read turns, and choose what sums up a conversation, with a language model.</summary>
public static class ModelExtractionSiloBuilderExtensions
{
    /// <summary>Adds the reading of turns with a language model, beside the rules.</summary>
    /// <remarks>The silo must also have an <c>ITokenCounter</c> and a chat client: the one that
    /// <see cref="ModelExtractionOptions.ChatClientKey"/> names, or one without a key. A setting that is out of range
    /// stops the start with an <see cref="OptionsValidationException"/>.</remarks>
    public static ISiloBuilder AddModelExtraction(
        this ISiloBuilder builder, Action<ModelExtractionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelExtractionTelemetry>();
        services.TryAddSingleton<ModelBudgets>();
        services.TryAddSingleton(Caller);
        services.TryAddSingleton<ModelExtractor>();
        services.TryAddSingleton<ModelSummarizer>();
        services.AddOptions<ModelExtractionOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelExtractionOptions>, ModelExtractionOptionsValidator>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    private static ModelCaller Caller(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ModelExtractionOptions>>();
        var client = options.Value.ChatClientKey is { } key
            ? services.GetRequiredKeyedService<IChatClient>(key)
            : services.GetRequiredService<IChatClient>();
        return new ModelCaller(
            client,
            services.GetRequiredService<ITokenCounter>(),
            options,
            services.GetRequiredService<ModelExtractionTelemetry>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ModelCaller>>());
    }
}
