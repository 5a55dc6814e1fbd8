using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Telemetry;

/// <summary>Keeps the framework from logging the addresses of requests, whatever level is asked for.</summary>
/// <remarks>An address names the user, the conversation and the memory. What these categories say below a warning is
/// little else; the metrics and traces tell the rest, by route.</remarks>
internal sealed class RequestLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "System.Net.Http.HttpClient",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var asked = options.Rules
            .Where(rule => Categories.Any(category =>
                rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true))
            .ToArray();
        foreach (var rule in asked)
        {
            options.Rules.Remove(rule);
        }

        // A rule for one provider goes before one for all, so each that has rules gets its own.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
        {
            foreach (var category in Categories)
            {
                options.Rules.Add(new LoggerFilterRule(
                    provider, category, null, static (_, _, level) => level >= LogLevel.Warning));
            }
        }
    }
}
