namespace Agents.Grains.Consolidation;

/// <summary>How long consolidation waits after a step that failed. What fails is mostly the storage, and a try that
/// follows at once is more load where there is least room for it.</summary>
/// <remarks>The first pause is <see cref="Min"/>, and each failure in a row doubles it, up to <see cref="Max"/>. Chance
/// adds up to <see cref="SpreadMax"/> of it, so that users whom one outage stopped do not come back as one. So the
/// first is 1 to 1.25 s, and from the seventh on each is 60 to 75 s. Not thread-safe.</remarks>
/// <param name="chance">Spreads the pauses.</param>
internal sealed class FailurePause(Random chance)
{
    /// <summary>The share of a pause that chance adds at most.</summary>
    public const double SpreadMax = 0.25;

    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(1);

    private TimeSpan _length = TimeSpan.Zero;

    /// <summary>Gives the pause after one failure more.</summary>
    public TimeSpan Next()
    {
        _length = TimeSpan.FromTicks(Math.Clamp(_length.Ticks * 2, Min.Ticks, Max.Ticks));
        return _length * (1 + (SpreadMax * chance.NextDouble()));
    }

    /// <summary>Notes that a step succeeded: the next failure is a first one.</summary>
    public void Reset() => _length = TimeSpan.Zero;
}
