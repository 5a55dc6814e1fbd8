using System.Runtime.CompilerServices;
using Agents.Cli.DataSets;
using Agents.Cli.Import;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Cli.Eval;

/// <summary>Loads samples, waits until each is indexed, and asks its questions.</summary>
/// <remarks>A few samples at a time, so that one is embedded while another is sent; answers come in the order of the
/// samples.</remarks>
/// <param name="client">Speaks to the server.</param>
/// <param name="clock">Times the answers.</param>
/// <param name="items">Whether the turns are read for items first, and these answer too: each stands for the turns that
/// say it.</param>
internal sealed class Evaluator(AgentsClient client, TimeProvider clock, bool items = false)
{
    private const int SamplesAtOnce = 4;

    // The scorers look at the first 50; word budgets may reach further.
    private const int HitsWanted = 100;
    private const int RankedMin = 50;

    private static readonly TimeSpan PollFirst = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PollMax = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StandstillMax = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<Answer> RunAsync(
        IEnumerable<Sample> samples,
        Action<long> sampleDone,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<List<Answer>>>();
        using var source = samples.GetEnumerator();
        try
        {
            var more = true;
            while (more || running.Count > 0)
            {
                while (running.Count < SamplesAtOnce && more && (more = source.MoveNext()))
                {
                    running.Enqueue(RunAsync(source.Current, stop.Token));
                }

                if (running.TryDequeue(out var head))
                {
                    foreach (var answer in await head)
                    {
                        yield return answer;
                    }

                    sampleDone(1);
                }
            }
        }
        finally
        {
            // When one fails the others are of no use, and must not outlive the server they speak to.
            await stop.CancelAsync();
            await Task.WhenAll(running.Select(EndAsync));
        }
    }

    private static async Task EndAsync(Task<List<Answer>> task) =>
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<List<Answer>> RunAsync(Sample sample, CancellationToken cancellationToken)
    {
        foreach (var call in CallPacker.Pack(sample.Calls))
        {
            await client.AddAsync(call, cancellationToken);
        }

        await WaitUntilIndexedAsync(sample, cancellationToken);
        if (items)
        {
            await ConsolidateAsync(sample, cancellationToken);
            await WaitUntilIndexedAsync(sample, cancellationToken);
        }

        var answers = new List<Answer>(sample.Questions.Count);
        foreach (var question in sample.Questions)
        {
            answers.Add(await AskAsync(sample, question, cancellationToken));
        }

        return answers;
    }

    private async Task ConsolidateAsync(Sample sample, CancellationToken cancellationToken)
    {
        var request = new StartConsolidationRequest
        {
            User = sample.User,
            Limit = MemoryLimits.ConsolidationTextsMax,
        };
        var run = await client.ConsolidateAsync(request, cancellationToken);
        while (run.State == ConsolidationState.Running)
        {
            await Task.Delay(PollMax, clock, cancellationToken);
            run = await client.ConsolidationAsync(run.Id!, sample.User, cancellationToken);
        }

        if (run.State != ConsolidationState.Completed)
        {
            throw new CliException($"User '{sample.User}': the turns were not all read ({run.State}).");
        }
    }

    private async Task WaitUntilIndexedAsync(Sample sample, CancellationToken cancellationToken)
    {
        var (least, since) = (int.MaxValue, clock.GetTimestamp());
        for (var delay = PollFirst; ; delay = delay * 2 < PollMax ? delay * 2 : PollMax)
        {
            var stats = await client.StatsAsync(sample.User, cancellationToken);
            CheckCount(sample, stats);
            if (stats.Pending == 0)
            {
                return;
            }

            if (stats.Pending < least)
            {
                (least, since) = (stats.Pending, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(since) > StandstillMax)
            {
                throw new CliException(
                    $"User '{sample.User}' has stood at {least} memories without vectors "
                    + $"for {StandstillMax.TotalMinutes:0} minutes.");
            }

            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    // What an earlier run with other noise left behind would be measured as well.
    private static void CheckCount(Sample sample, StatsResponse stats)
    {
        var held = stats.Kinds.GetValueOrDefault("episode");
        if (held != sample.MessageCount)
        {
            throw new CliException(
                $"User '{sample.User}' holds {held} episodes where this set has {sample.MessageCount}; "
                + "use an empty data folder.");
        }
    }

    private async Task<Answer> AskAsync(Sample sample, Question question, CancellationToken cancellationToken)
    {
        // The evidence of all three sets is turns.
        var request = new SearchRequest
        {
            User = sample.User,
            Query = question.Text,
            Limit = HitsWanted,
            Kinds = items ? null : [MemoryKind.Episode],
        };
        var begun = clock.GetTimestamp();
        var found = await client.SearchAsync(request, cancellationToken);
        var milliseconds = clock.GetElapsedTime(begun).TotalMilliseconds;
        var answer = AnswerOf(sample, question, [.. found.Hits.SelectMany(hit => hit.Source.Episodes).Distinct()]);
        return answer with
        {
            Confidence = found.Hits.Count > 0 ? found.Hits[0].Confidence : 0,
            Milliseconds = milliseconds,
            Incomplete = found.Skipped.Count > 0 || found.Pending > 0,
        };
    }

    /// <summary>Makes the answer that a ranking gives, with the words of each message.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="question">The question.</param>
    /// <param name="ranked">The ids found, best first; where they are fewer than a run file ranks, the latest of the
    /// other messages follow.</param>
    public static Answer AnswerOf(Sample sample, Question question, IReadOnlyList<string> ranked)
    {
        var messages = sample.Calls.SelectMany(call => call.Messages).ToDictionary(message => message.Id!);
        var found = ranked.ToHashSet(StringComparer.Ordinal);
        var unranked = messages.Keys.Reverse().Where(id => !found.Contains(id))
            .Take(Math.Max(0, RankedMin - ranked.Count));
        string[] retrieved = [.. ranked, .. unranked];
        return new Answer
        {
            Sample = sample.User,
            Question = question,
            Retrieved = retrieved,
            Words = Array.ConvertAll(retrieved, id => WordsOf(messages[id])),
            Confidence = 0,
            Milliseconds = 0,
            Incomplete = false,
        };
    }

    private static int WordsOf(MessageInput message) => $"{message.Author ?? message.Role}: {message.Content}"
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
