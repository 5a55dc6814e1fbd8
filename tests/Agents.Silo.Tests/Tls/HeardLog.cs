using Microsoft.Extensions.Logging;

namespace Agents.Silo.Tests.Tls;

/// <summary>Keeps what is logged, and tells when a text was.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    private static readonly TimeSpan HangTimeout = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string[] Texts, TaskCompletionSource<string> Said)> _awaited = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Returns the first line that has all the texts.</summary>
    public Task<string> SaysAsync(params string[] texts)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _awaited.Add((texts, said));
            _lines.ForEach(Hear);
        }

        return said.Task.WaitAsync(HangTimeout);
    }

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
    }

    private void Hear(string line)
    {
        foreach (var (texts, said) in _awaited)
        {
            if (Array.TrueForAll(texts, text => line.Contains(text, StringComparison.Ordinal)))
            {
                said.TrySetResult(line);
            }
        }
    }

    private sealed class Ear(HeardLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (log._gate)
            {
                var line = $"{logLevel} {category}: {formatter(state, exception)} {exception}";
                log._lines.Add(line);
                log.Hear(line);
            }
        }
    }
}
