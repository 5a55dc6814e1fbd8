namespace Agents.Grains.Consolidation;

/// <summary>What comes after a step.</summary>
/// <param name="Pause">How long to wait before the next one.</param>
/// <param name="IsStuck">Whether something keeps what is owed from being read.</param>
/// <param name="IsDone">Whether nothing is left to do.</param>
internal readonly record struct NextStep(TimeSpan Pause, bool IsStuck, bool IsDone)
{
    public static NextStep Done { get; } = new(TimeSpan.Zero, IsStuck: false, IsDone: true);

    public static NextStep After(TimeSpan pause) => new(pause, IsStuck: false, IsDone: false);

    public static NextStep Stuck(TimeSpan pause) => new(pause, IsStuck: true, IsDone: false);
}
