using Agents.Memory.Log;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Builds the frames of decisions.</summary>
internal static class DecisionFrames
{
    public static NewFrame ErasureDone(DateTimeOffset at) =>
        Of(new DecisionRecord { Kind = DecisionKind.ErasureDone, At = at });

    public static NewFrame Of(DecisionRecord decision) => new(FrameType.Decision, RecordJson.Encode(decision));
}
