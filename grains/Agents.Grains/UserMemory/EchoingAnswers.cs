using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Finds the answers that were given a memory and repeat it.</summary>
/// <remarks>Only answers whose prompt held it are looked at: what a user says again is the user's own.</remarks>
internal sealed class EchoingAnswers(UserMemorySession session)
{
    private const int FramesRead = 256;

    private MemoryProjection Projection => session.Projection;

    /// <summary>Finds those that repeat what is to be erased.</summary>
    /// <param name="erased">The ordinals of what is to be erased.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<int>> OfAsync(
        IReadOnlyCollection<int> erased, CancellationToken cancellationToken)
    {
        var gone = await TextsAsync(erased, cancellationToken);
        var ids = erased.Select(ordinal => Projection.Index[ordinal].Id).ToHashSet(StringComparer.Ordinal);
        var found = new List<int>();
        foreach (var answers in Answers(erased).Chunk(FramesRead))
        {
            foreach (var answer in await GivenAsync(answers, ids, cancellationToken))
            {
                var said = await session.Texts.ReadAsync(answer, cancellationToken) ?? "";
                var asked = QuestionOf(answer) is { } question && !erased.Contains(question)
                    ? await session.Texts.ReadAsync(question, cancellationToken) ?? ""
                    : "";
                if (Echo.Repeats(said, asked, gone))
                {
                    found.Add(answer);
                }
            }
        }

        return found;
    }

    /// <summary>Reads what the memories say, and what they said before they were edited.</summary>
    private async Task<string[]> TextsAsync(IReadOnlyCollection<int> erased, CancellationToken cancellationToken)
    {
        var frames = await session.ReadFramesAsync([.. erased.SelectMany(Projection.FramesOf)], cancellationToken);
        return
        [
            .. frames.Where(frame => frame is
                {
                    Erased: false,
                    Type: FrameType.Episode or FrameType.Item or FrameType.Decision,
                })
                .Select(frame => RecordJson.DecodeText(frame.Payload.Span)),
        ];
    }

    private IEnumerable<int> Answers(IReadOnlyCollection<int> erased)
    {
        var first = erased.Min();
        for (var ordinal = first + 1; ordinal < Projection.Count; ordinal++)
        {
            if (!Projection[ordinal].Erased && Projection.Index[ordinal].Role == MessageRoles.Assistant
                && Projection.Index.KindOf(ordinal) == MemoryKind.Episode && !erased.Contains(ordinal))
            {
                yield return ordinal;
            }
        }
    }

    /// <summary>Keeps the answers whose prompt held one of these memories.</summary>
    private async Task<IReadOnlyList<int>> GivenAsync(
        int[] answers, HashSet<string> ids, CancellationToken cancellationToken)
    {
        var frames = await session.ReadFramesAsync(
            Array.ConvertAll(answers, ordinal => Projection[ordinal].Sequence), cancellationToken);

        // Decoding a user's whole history on the actor's turn would hold up every other call to it.
        var given = await Task.Run(
            () => Array.ConvertAll(frames, frame => IsGiven(frame, ids)), cancellationToken);
        return [.. answers.Where((_, i) => given[i])];
    }

    private static bool IsGiven(LogFrame frame, HashSet<string> ids) =>
        frame is { Erased: false, Type: FrameType.Episode }
        && RecordJson.DecodeEpisode(frame.Payload.Span).Recalled is { } recalled && recalled.Ids.Any(ids.Contains);

    private int? QuestionOf(int answer) =>
        Projection.Index[answer].Follows is { } id && Projection.TryFind(id, out var ordinal) ? ordinal : null;
}
