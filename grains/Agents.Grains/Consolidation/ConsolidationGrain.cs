using System.Diagnostics;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Grains.UserMemory;
using Agents.Memory.Records;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Agents.Grains.Consolidation;

/// <summary>Drives the runs of one user, one step after the other, beside the user's own calls.</summary>
/// <remarks>
/// It holds no state that a crash could take: what is owed, and which run was asked for, stand in the user's log. A
/// reminder exists only while something keeps what is owed from being read. Reentrant, so that a run can be cancelled.
/// </remarks>
[Reentrant]
internal sealed partial class ConsolidationGrain(
    UserMemoryServices services, TextReading reading, SummaryReading summaries, ILogger<ConsolidationGrain> logger)
    : Grain, IConsolidationGrain, IRemindable, IDisposable
{
    private const string Reminder = "owed";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan VectorsMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RemindAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RemindEvery = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();

    // A step that meets an activation on its way out has the user's log opened anew, which tells that texts are owed.
    // A pause after a failure that ended with that would be none; it ends with what a caller wants.
    private readonly WakeUp _owing = new();
    private readonly WakeUp _calling = new();
    private MemoryScope? _scope;
    private RunInProgress? _idle;
    private RunInProgress? _asked;
    private ModelBudget? _budget;
    private bool _starting;
    private bool _reminded;
    private Task _driving = Task.CompletedTask;

    private IConsolidatedMemoryGrain Memory =>
        GrainFactory.GetGrain<IConsolidatedMemoryGrain>(this.GetPrimaryKeyString());

    public Task OweAsync(MemoryScope scope)
    {
        Begin(scope, isCalled: false);
        return Task.CompletedTask;
    }

    public async Task<MemoryResult<ConsolidationRun>> StartAsync(
        MemoryScope scope, StartConsolidationRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Limit ?? MemoryLimits.ConsolidationTextsDefault;
        if (request.DryRun)
        {
            return await DryRunAsync(scope, limit, cancellationToken);
        }

        if (_starting || _asked is not null)
        {
            var id = _asked is { } asked ? $"'{RunReader.IdOf(asked.First)}'" : "another one";
            return new MemoryError(
                ErrorCodes.ConsolidationRunning, $"{id} runs for this user; wait until it has ended, or cancel it.");
        }

        _starting = true;
        try
        {
            var merged = await Memory.MergeAsync(
                scope, new MergeRequest(0, RunTrigger.Request, []), cancellationToken);
            if (!merged.TryGetValue(out var step, out var error))
            {
                return error;
            }

            _asked ??= new RunInProgress(step.First, RunTrigger.Request, services.Telemetry);
            _asked.Left = limit;
            Begin(scope, isCalled: true);
            var run = await Memory.ReportAsync(scope, RunReader.IdOf(step.First), cancellationToken);
            return run.TryGetValue(out var started, out error)
                ? started with { State = ConsolidationState.Running, Ended = null }
                : error;
        }
        finally
        {
            _starting = false;
        }
    }

    public async Task<MemoryResult<ConsolidationList>> ListAsync(
        MemoryScope scope, int limit, CancellationToken cancellationToken)
    {
        var running = Running();
        var listed = await Memory.RunsAsync(scope, limit, cancellationToken);
        return listed.TryGetValue(out var list, out var error)
            ? list with { Runs = [.. list.Runs.Select(run => Told(run, running))] }
            : error;
    }

    public async Task<MemoryResult<ConsolidationRun>> GetAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken)
    {
        var running = Running();
        var found = await Memory.ReportAsync(scope, id, cancellationToken);
        return found.TryGetValue(out var run, out var error) ? Told(run, running) : error;
    }

    public async Task<MemoryResult<ConsolidationRun>> CancelAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken)
    {
        if (InProgress(id) is { } run)
        {
            run.Cancelled = true;
            Wake(isCalled: true);
            await run.Ended.Task.WaitAsync(cancellationToken);
        }

        return await GetAsync(scope, id, cancellationToken);
    }

    public async Task<MemoryResult<ConsolidationRun>> UndoAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        InProgress(id) is null
            ? await Memory.UndoAsync(scope, id, cancellationToken)
            : new MemoryError(
                ErrorCodes.ConsolidationRunning, $"'{id}' still runs; wait until it has ended, or cancel it.", "id");

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        var scope = _scope ?? await services.Logs.FindAsync(this.GetPrimaryKeyString(), _stopping.Token);
        if (scope is null)
        {
            await ForgetReminderAsync();
            return;
        }

        Begin(scope, isCalled: false);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Wake(isCalled: true);
        await _driving;
        _asked?.End();
        _idle?.End();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _owing.Dispose();
        _calling.Dispose();
    }

    private void Begin(MemoryScope scope, bool isCalled)
    {
        _scope = scope;
        Wake(isCalled);
        if (_driving.IsCompleted && !_stopping.IsCancellationRequested)
        {
            _driving = DriveAsync(scope);
        }
    }

    private void Wake(bool isCalled)
    {
        _owing.Call();
        if (isCalled)
        {
            _calling.Call();
        }
    }

    private async Task DriveAsync(MemoryScope scope)
    {
        // The run outlives the call that told of it, and so do its spans.
        await Task.Yield();
        Activity.Current = null;

        // One seed a user: a run can be repeated, and users differ.
        var failing = new FailurePause(new Random(unchecked((int)this.GetGrainId().GetUniformHashCode())));
        while (!_stopping.IsCancellationRequested)
        {
            var (owing, calling) = (_owing.Token, _calling.Token);
            var wake = owing;
            var next = NextStep.Done;
            try
            {
                DelayDeactivation(KeepAlive);
                next = await StepAsync(scope);
                failing.Reset();
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever a step meets, what is owed stays owed and is tried again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                wake = calling;
                next = NextStep.Stuck(failing.Next());
                LogPaused(error, next.Pause);
            }

            await RemindAsync(next);
            if (next.IsDone && !wake.IsCancellationRequested)
            {
                return;
            }

            if (next.Pause > TimeSpan.Zero)
            {
                DelayDeactivation(next.Pause + KeepAlive);
                await Pauses.WaitAsync(next.Pause, services.Clock, wake);
            }
        }
    }

    /// <summary>Makes one step, and says what comes next.</summary>
    private async Task<NextStep> StepAsync(MemoryScope scope)
    {
        var asked = _asked;
        var taken = Value(await Memory.TakeAsync(
            scope, new TakeRequest(reading.TextsMax, asked is null, Unindexed: false), _stopping.Token));
        if (asked is { IsRead: false } && asked == _asked && asked.First != taken.Unfinished)
        {
            // The user was erased, and the log that knew the run with them.
            End(asked);
        }

        // A run that is being started is this grain's already.
        if (taken.Unfinished != 0 && !_starting)
        {
            _asked ??= new RunInProgress(taken.Unfinished, RunTrigger.Request, services.Telemetry);
        }

        if ((_asked ?? _idle) is { IsRead: true } read && (taken.Owed > 0 || taken.Digests == 0))
        {
            End(read);
        }

        var run = _asked ?? _idle;
        if (run is null && (!services.Options.Consolidation || taken is { Owed: 0, Digests: 0 }))
        {
            var rest = taken.Wait > TimeSpan.Zero ? taken.Wait : taken.Rest;
            return services.Options.Consolidation && rest > TimeSpan.Zero ? NextStep.After(rest) : NextStep.Done;
        }

        if (taken.Wait > TimeSpan.Zero && _asked is null)
        {
            return NextStep.After(taken.Wait);
        }

        run ??= _idle = new RunInProgress(0, RunTrigger.Idle, services.Telemetry);
        if (taken is { Owed: 0, Digests: > 0 } && !run.Cancelled)
        {
            using var span = Span();
            var request = await summaries.ChooseAsync(
                new DigestRequest(run.First, run.Trigger),
                async () => Value(await Memory.DraftsAsync(scope, _stopping.Token)),
                BudgetOf(scope), _stopping.Token);
            var digested = Value(await Memory.DigestAsync(scope, request, _stopping.Token));
            (run.First, run.IsRead) = (digested.First, true);
            return NextStep.After(TimeSpan.Zero);
        }

        return await ReadAsync(scope, run, taken);
    }

    /// <summary>Reads texts, and writes what they say.</summary>
    private async Task<NextStep> ReadAsync(MemoryScope scope, RunInProgress run, TakenTexts taken)
    {
        var texts = taken.Texts.Take(run.Cancelled ? 0 : run.Left).ToArray();
        if (texts.Length == 0 && !run.Cancelled && taken.Owed > 0)
        {
            // They wait for their vectors, whose commit ends the pause.
            return NextStep.Stuck(VectorsMax);
        }

        using var span = Span();
        span?.SetTag("gen_ai.memory.record.count", texts.Length);
        var (read, cost) = await reading.ReadAsync(texts, BudgetOf(scope), _stopping.Token);
        run.Left -= texts.Length;
        RunEnd? end = run.Cancelled ? RunEnd.Cancelled
            : taken.Owed <= texts.Length ? (taken.Digests == 0 ? RunEnd.Completed : null)
            : run.Left == 0 ? RunEnd.Limited
            : null;
        if (run.First != 0 || texts.Length > 0)
        {
            var merged = Value(await Memory.MergeAsync(
                scope, new MergeRequest(run.First, run.Trigger, read, cost, end), _stopping.Token));
            run.First = merged.First;
        }

        // What was read may have made digests owed, which belong to the run.
        run.IsRead = end is RunEnd.Completed;
        if (end is RunEnd.Cancelled or RunEnd.Limited)
        {
            End(run);
        }

        return NextStep.After(TimeSpan.Zero);
    }

    private Activity? Span() => services.Telemetry.Begin(UserMemoryTelemetry.Consolidate, this.GetPrimaryKeyString());

    private ModelBudget? BudgetOf(MemoryScope scope) => _budget ??= reading.Open(scope.Tenant);

    private void End(RunInProgress run)
    {
        _asked = run == _asked ? null : _asked;
        _idle = run == _idle ? null : _idle;
        run.End();
    }

    private async Task<MemoryResult<ConsolidationRun>> DryRunAsync(
        MemoryScope scope, int limit, CancellationToken cancellationToken)
    {
        var taken = await Memory.TakeAsync(
            scope, new TakeRequest(limit, WhenQuiet: false, Unindexed: true), cancellationToken);
        if (!taken.TryGetValue(out var texts, out var error))
        {
            return error;
        }

        var (read, cost) = await reading.ReadAsync(texts.Texts, BudgetOf(scope), cancellationToken);
        return await Memory.DiffAsync(scope, new MergeRequest(0, RunTrigger.Request, read, cost), cancellationToken);
    }

    /// <summary>Keeps a reminder while something keeps what is owed from being read, and none else.</summary>
    private async Task RemindAsync(NextStep next)
    {
        if (next.IsDone && _reminded)
        {
            await ForgetReminderAsync();
        }
        else if (next.IsStuck && next.Pause >= RemindAfter && !_reminded)
        {
            _reminded = true;
            await TryAsync(() => this.RegisterOrUpdateReminder(Reminder, RemindAfter, RemindEvery));
        }
    }

    private async Task ForgetReminderAsync()
    {
        _reminded = false;
        await TryAsync(async () =>
        {
            if (await this.GetReminder(Reminder) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }
        });
    }

    private async Task TryAsync(Func<Task> remind)
    {
        try
        {
            await remind();
        }
#pragma warning disable CA1031 // Without its reminder, what is owed is read with the user's next activation.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotReminded(error.Message);
        }
    }

    private RunInProgress? InProgress(string id) =>
        new[] { _asked, _idle }.FirstOrDefault(run => run is { First: not 0 } && RunReader.IdOf(run.First) == id);

    // Taken before a run is read: one that ends meanwhile has its end in the log.
    private string[] Running() =>
        [.. new[] { _asked, _idle }.OfType<RunInProgress>().Select(run => RunReader.IdOf(run.First))];

    private static ConsolidationRun Told(ConsolidationRun run, string[] running) =>
        run.State is ConsolidationState.Interrupted or ConsolidationState.Completed && running.Contains(run.Id)
            ? run with { State = ConsolidationState.Running, Ended = null }
            : run;

    private static T Value<T>(MemoryResult<T> result)
        where T : class =>
        result.TryGetValue(out var value, out var error)
            ? value
            : throw new InvalidOperationException($"{error.Code}: {error.Message}");

    [LoggerMessage(LogLevel.Warning, "Consolidation failed; it is tried again after {Pause}.")]
    private partial void LogPaused(Exception error, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "The reminder of what consolidation owes could not be changed: {Reason}")]
    private partial void LogNotReminded(string reason);
}
