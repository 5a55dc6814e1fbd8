using Agents.Contracts;

namespace Agents.Grains.UserMemory;

/// <summary>Counts a user's memories and says where their log stands.</summary>
internal sealed class StatsReader(UserMemorySession session, UserMemoryServices services)
{
    public StatsResponse Stats()
    {
        var projection = session.Projection;
        var now = services.Clock.GetUtcNow();
        var states = Enum.GetValues<MemoryState>().ToDictionary(Name, _ => 0L);
        var kinds = Enum.GetValues<MemoryKind>().ToDictionary(Name, _ => 0L);
        for (var ordinal = 0; ordinal < projection.Count; ordinal++)
        {
            if (!projection[ordinal].Erased)
            {
                states[Name(projection.StateOf(ordinal, now))]++;
                kinds[Name(projection.Index.KindOf(ordinal))]++;
            }
        }

        return new StatsResponse
        {
            Kinds = kinds,
            States = states,
            Bytes = session.LogBytes,
            Positions = new LogPositions(
                session.Commits.Accepted, projection.Position, projection.Indexed, projection.Consolidated),
            Pending = projection.Pending,
        };
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
