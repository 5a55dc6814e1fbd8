using System.Collections.Concurrent;
using Agents.Memory.Recall;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>A reranker that scores as a test says, and tells what it was asked.</summary>
internal sealed class ScriptedReranker(Func<string, float?> scoreOf) : IReranker
{
    public ConcurrentQueue<(string Question, IReadOnlyList<string> Texts)> Asked { get; } = [];

    /// <summary>Gets or sets what calls wait for; null lets them pass.</summary>
    public Task? Gate { get; set; }

    /// <summary>Gets or sets what calls throw; null lets them pass.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets the token of the last call.</summary>
    public CancellationToken LastToken { get; private set; }

    public async Task<IReadOnlyList<float?>> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        LastToken = cancellationToken;
        Asked.Enqueue((question, texts));
        if (Gate is { } gate)
        {
            await gate;
        }

        return Failure is { } failure ? throw failure : [.. texts.Select(scoreOf)];
    }
}
