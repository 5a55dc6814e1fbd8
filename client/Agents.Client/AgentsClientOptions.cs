namespace Agents.Client;

/// <summary>How an <see cref="AgentsClient"/> speaks to its server. Read once, when the client is made.</summary>
public sealed class AgentsClientOptions
{
    /// <summary>Gets or sets the key, sent as a bearer token.</summary>
    /// <value>The default is null: no key, which a server on loopback without a key file accepts.</value>
    public string? Key { get; set; }

    /// <summary>Gets or sets the user that a call is about when the call names none.</summary>
    /// <value>The default is null: the server decides, and most calls are refused with <c>user_required</c>.</value>
    public string? User { get; set; }

    /// <summary>Gets or sets how long one try may take; for a stream, how long it may stay silent.</summary>
    /// <value>The default is 100 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets how often a call is tried before its fault is thrown.</summary>
    /// <value>The default is 5; 1 never retries.</value>
    public int TriesMax { get; set; } = 5;

    /// <summary>Gets or sets the upper end of the first delay between two tries; each further one doubles it.</summary>
    /// <value>The default is 250 milliseconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets or sets the longest delay between two tries that the client chooses by itself.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the longest <c>Retry-After</c> that is waited for; a longer one ends the call with its
    /// fault.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets the clock of timeouts and delays.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets what draws the delays within their bounds. The client serialises its use.</summary>
    /// <value>The default is null: one seeded from the system's secure source for each client.</value>
    public Random? Jitter { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(TriesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelayMax, RetryDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryAfterMax, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
