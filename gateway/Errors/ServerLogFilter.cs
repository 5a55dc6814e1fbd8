using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Errors;

/// <summary>
/// Keeps the server from logging again, as an unhandled exception with its stack, what <see cref="ErrorMiddleware"/>
/// has logged.
/// </summary>
/// <remarks>
/// An answer that failed within is ended by an exception, since nothing else makes the server send what is written and
/// then close the connection without the end of the body. A rule of the configuration for the same category goes
/// before this one.
/// </remarks>
internal sealed class ServerLogFilter : IConfigureOptions<LoggerFilterOptions>
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    public void Configure(LoggerFilterOptions options) => options.Rules.Insert(
        0,
        new LoggerFilterRule(
            null,
            Server,
            null,
            (_, category, level) => level >= LogLevel.Warning && (category != Server || level != LogLevel.Error)));
}
