using System.Text;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Memories;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Chat;

/// <summary>
/// Recalls for a chat request and remembers its turns. Memory fails open: what did not work is named and the chat goes
/// on.
/// </summary>
/// <remarks>A turn that this class does not report as skipped is durable.</remarks>
internal sealed partial class ChatMemory(
    MemoryCalls memory,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    GatewayTelemetry telemetry,
    ILogger<ChatMemory> logger)
{
    private readonly GatewayOptions _options = options.Value;

    /// <summary>
    /// Remembers the turns of the request and recalls for its last question: at the same time where the model reads the
    /// turns itself, else one after the other, so that the turns can be quoted.
    /// </summary>
    public async Task PrepareAsync(ChatSession session, CancellationToken aborted)
    {
        if (session.Scope is not { } scope)
        {
            CountSkipped(session);
            return;
        }

        var started = clock.GetTimestamp();
        var episodes = EpisodesOf(session);
        Func<Task> remember = () =>
            session.Mode.Writes ? RememberAsync(session, scope, episodes, aborted) : Task.CompletedTask;
        Func<Task> recall = () =>
            session.Mode.Reads ? RecallAsync(session, scope, episodes, aborted) : Task.CompletedTask;
        if (session.IsOffline)
        {
            await remember();
            await recall();
        }
        else
        {
            // Both at once. The model is asked when they are done: what it answers to is never lost.
            var recalling = recall();
            await Task.WhenAll(remember(), recalling);
        }

        session.Elapsed = clock.GetElapsedTime(started);
        CountSkipped(session);
    }

    /// <summary>Remembers the answer. Returns why it was not, or null.</summary>
    /// <param name="session">The request's session.</param>
    /// <param name="answer">The whole text of the answer.</param>
    /// <param name="evidence">Whether recall may return it.</param>
    /// <param name="aborted">Ends when the client has gone.</param>
    public async Task<string?> RememberAnswerAsync(
        ChatSession session, string answer, bool evidence, CancellationToken aborted)
    {
        if (!session.Remembers)
        {
            return null;
        }

        // The answer's index is the next one: when the client sends it back in the history, it has this id already.
        var turn = new ChatTurn(session.Turns.Count, MessageRoles.Assistant, null, answer, 0);
        if (EpisodeOf(session, turn) is not { } episode)
        {
            return null;
        }

        var before = session.Skipped.Count;
        episode = episode with { Evidence = evidence, Recalled = session.Recalled };
        await RememberAsync(session, session.Scope!, [episode], aborted);
        var skipped = session.Skipped.Count > before ? session.Skipped[^1] : null;
        if (skipped is not null)
        {
            telemetry.CountSkipped(skipped);
        }

        return skipped;
    }

    /// <summary>Counts an answer that cannot be remembered. Returns why; null where it was not to be.</summary>
    public string? SkipAnswer(ChatSession session, string reason)
    {
        if (!session.Remembers)
        {
            return null;
        }

        telemetry.CountSkipped(reason);
        return reason;
    }

    private static EpisodeInput? EpisodeOf(ChatSession session, ChatTurn turn)
    {
        var remembered = turn.Role is MessageRoles.User or MessageRoles.Assistant or MessageRoles.Tool;
        var text = remembered ? StorableText.Of(turn.Text) : string.Empty;
        var named = turn.Name is not null && TextRules.FaultOfName(turn.Name, MemoryLimits.AuthorBytesMax) is null;
        var name = named ? turn.Name : null;
        return text.Length == 0 ? null : new EpisodeInput
        {
            Id = EpisodeIds.Episode(session.Conversation!, turn.Index, turn.Role, name, text),
            Role = turn.Role,
            Author = name ?? turn.Role,
            Text = text,
        };
    }

    private static EpisodeInput[] EpisodesOf(ChatSession session) =>
        [.. session.Turns.Select(turn => EpisodeOf(session, turn)).OfType<EpisodeInput>()];

    // The end of a long message is where its question stands, and only so much can be asked.
    private static string QueryOf(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MemoryLimits.QueryBytesMax)
        {
            return text;
        }

        const int BytesPerCharMax = 3;
        var start = text.Length - (MemoryLimits.QueryBytesMax / BytesPerCharMax);
        return text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
    }

    private void CountSkipped(ChatSession session)
    {
        foreach (var reason in session.Skipped)
        {
            telemetry.CountSkipped(reason);
        }
    }

    private async Task RecallAsync(
        ChatSession session, MemoryScope scope, EpisodeInput[] episodes, CancellationToken aborted)
    {
        var question = session.Turns.LastOrDefault(turn => turn.Role == MessageRoles.User);
        var text = question is null ? string.Empty : StorableText.Of(question.Text);
        if (text.Length == 0)
        {
            return;
        }

        var request = new RecallRequest { Query = QueryOf(text), BudgetTokens = _options.RecallBudgetTokens };

        // The model reads the prompt's turns there. What only quotes must find them, all but the question itself.
        var read = episodes.Where(episode => !session.IsOffline || episode.Text == text);
        var excluded = new RecallExclusions { ExcludedIds = [.. read.Select(episode => episode.Id)] };
        session.Recall = await TryAsync(
            session,
            "recall",
            _options.RecallTimeout,
            token => memory.CallAsync(
                GatewayTelemetry.Search,
                scope,
                (grain, either) => grain.RecallAsync(scope, request, excluded, either),
                token),
            aborted);

        session.Recalled = session.Recall is { } recall ? BlockOf(recall, request.BudgetTokens!.Value) : null;

        // Nothing relevant is an answer too: the prompt stays as it was sent.
        if (session.Recall is { Answerable: false } nothing)
        {
            session.Recall = nothing with { Context = string.Empty, Tokens = 0, Hits = [] };
        }

        foreach (var stage in session.Recall?.Skipped ?? [])
        {
            Skip(session, "recall_" + stage);
        }
    }

    private async Task RememberAsync(
        ChatSession session, MemoryScope scope, EpisodeInput[] episodes, CancellationToken aborted)
    {
        var fitting = episodes
            .Where(episode => Encoding.UTF8.GetByteCount(episode.Text) <= _options.Limits.MessageBytesMax)
            .ToArray();
        if (fitting.Length < episodes.Length)
        {
            session.Skipped.Add("message_too_long");
        }

        foreach (var group in fitting.Chunk(MemoryLimits.MessagesMax))
        {
            await TryAsync<object>(
                session,
                "append",
                _options.AppendTimeout,
                async token =>
                {
                    await AppendAsync(scope, session.Conversation!, group, token);
                    return session;
                },
                aborted);
        }
    }

    /// <summary>Notes what the model was given, so that it can be given again.</summary>
    private static RecalledBlock? BlockOf(RecallResponse recall, int budgetTokens) =>
        recall is { Answerable: true, Hits.Count: > 0 }
            ? new RecalledBlock
            {
                Position = recall.Position,
                At = recall.At,
                Ids = [.. recall.Hits.Select(hit => hit.Id)],
                BudgetTokens = budgetTokens,
                Order = RecallOrder.Relevance,
                Hash = recall.Hash,
            }
            : null;

    // A history may hold turns that the user erased since, or whose ids stand for other content. They stay away, and
    // the rest of
    // the group, which the grain refused as a whole, is found by halving.
    private async Task AppendAsync(
        MemoryScope scope, string conversation, ArraySegment<EpisodeInput> group, CancellationToken cancellationToken)
    {
        var request = new AppendRequest { Episodes = group.ToArray(), Conversation = conversation };
        try
        {
            await memory.CallAsync(
                GatewayTelemetry.Create,
                scope,
                (grain, token) => grain.AppendAsync(scope, request, token),
                cancellationToken);
        }
        catch (ApiException exception) when (exception.Error.Code is ErrorCodes.Erased or ErrorCodes.IdReused)
        {
            if (group.Count > 1)
            {
                var half = group.Count / 2;
                await AppendAsync(scope, conversation, group[..half], cancellationToken);
                await AppendAsync(scope, conversation, group[half..], cancellationToken);
            }
        }
    }

    private async Task<T?> TryAsync<T>(
        ChatSession session, string stage, TimeSpan budget, Func<CancellationToken, Task<T>> call,
            CancellationToken aborted)
        where T : class
    {
        using var deadline = new CancellationTokenSource(budget, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, aborted);
        try
        {
            // A grain that does not heed the token must not hold the chat up either, hence the second wait.
            return await call(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            Skip(session, stage + "_timeout");
        }
        catch (ApiException exception)
        {
            Skip(session, $"{stage}_{exception.Error.Code}");
        }
        catch (Exception exception)
        {
            LogFailure(stage, exception);
            Skip(session, stage + "_failed");
        }

        return null;
    }

    private static void Skip(ChatSession session, string reason)
    {
        // Recall and append run at the same time.
        lock (session.Skipped)
        {
            session.Skipped.Add(reason);
        }
    }

    [LoggerMessage(LogLevel.Error, "The {Stage} of a chat request failed; the chat goes on without it.")]
    private partial void LogFailure(string stage, Exception exception);
}
