using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Agents.TestKit.Time;

/// <summary>Asks again and again until something is so. A test that waits for what never comes fails, and says what it
/// waited for.</summary>
/// <remarks>The limit only keeps a test from hanging for ever: it is far beyond what a busy machine takes, and says
/// nothing of speed. What cannot be asked for but awaited is awaited instead.</remarks>
public static class Until
{
    /// <summary>How long is asked where a test says nothing else.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // Who is asked without a rest has less of a processor to bring it about.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks until it is so.</summary>
    /// <param name="isSo">Asks once, and may do what brings it about, such as moving a clock.</param>
    /// <param name="limit">How long it is asked; null for <see cref="Limit"/>.</param>
    /// <param name="what">What is asked, for the failure; the compiler gives it.</param>
    public static Task IsSoAsync(
        Func<bool> isSo, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        GivesAsync(() => Task.FromResult(isSo()), so => so, limit, what);

    /// <inheritdoc cref="IsSoAsync(Func{bool}, TimeSpan?, string)"/>
    public static Task IsSoAsync(
        Func<Task<bool>> isSo, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        GivesAsync(isSo, so => so, limit, what);

    /// <summary>Asks until the answer is the one that is waited for, and gives it.</summary>
    /// <param name="ask">Asks once.</param>
    /// <param name="isIt">Whether it is that one.</param>
    /// <param name="limit">How long it is asked; null for <see cref="Limit"/>.</param>
    /// <param name="what">What is waited for, for the failure; the compiler gives it.</param>
    public static async Task<T> GivesAsync<T>(
        Func<Task<T>> ask,
        Func<T, bool> isIt,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(isIt))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(isIt);
        var allowed = limit ?? Limit;
        var began = Stopwatch.GetTimestamp();
        var last = "there was no answer";
        for (var left = allowed; left > TimeSpan.Zero; left = allowed - Stopwatch.GetElapsedTime(began))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var asked = ask();
            await ((Task)asked).WaitAsync(left, TestContext.Current.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (!asked.IsCompleted)
            {
                last += ", and the next one never came";
                break;
            }

            var answer = await asked;
            if (isIt(answer))
            {
                return answer;
            }

            last = $"the last answer was {answer}";
            await RealTime.PassAsync(Rest, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Not so within {allowed}: {what}; {last}.");
    }
}
