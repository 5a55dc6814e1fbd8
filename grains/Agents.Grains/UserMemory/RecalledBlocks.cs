using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Makes the block that was recalled for a turn again, from the log as it was then.</summary>
internal sealed class RecalledBlocks(UserMemorySession session, UserMemoryServices services)
{
    public static string HashOf(string context) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));

    public async Task<MemoryResult<RecalledResponse>> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (new MemoryReader(session.Present, services).Find(id, out var ordinal) is { } missing)
        {
            return missing;
        }

        if (await session.Texts.ReadFrameAsync(ordinal, cancellationToken) is not { Type: Memory.Log.FrameType.Episode }
            frame || RecordJson.DecodeEpisode(frame.Payload.Span).Recalled is not { } block)
        {
            return new MemoryError(ErrorCodes.NotFound, $"Nothing was recalled for '{id}'.", "id");
        }

        var then = await session.Past.AtAsync(block.Position, block.At, cancellationToken);
        var candidates = await CandidatesAsync(then, block, cancellationToken);
        var packed = ContextPacker.Pack(candidates, block.BudgetTokens, block.Order, services.Tokens);
        return new RecalledResponse(
            id, block, packed.Text, HashOf(packed.Text) == block.Hash, block.Ids.Count - candidates.Count);
    }

    // What was packed once fits again: what was left out beside it took no room.
    private static async Task<List<PackCandidate>> CandidatesAsync(
        MemoryView then, RecalledBlock block, CancellationToken cancellationToken)
    {
        var candidates = new List<PackCandidate>();
        for (var rank = 0; rank < block.Ids.Count; rank++)
        {
            if (then.Projection.TryFind(block.Ids[rank], out var ordinal)
                && await then.Texts.ReadAsync(ordinal, cancellationToken) is { } text)
            {
                var entry = then.Projection.Index[ordinal];
                candidates.Add(new PackCandidate(entry.Id, text, entry.Author, entry.Time, -rank, 1)
                {
                    Follows = entry.Follows,
                });
            }
        }

        return candidates;
    }
}
