namespace Agents.Chaos.Tests.Workloads;

/// <summary>How many episodes were acknowledged so far, for those who wait for more.</summary>
internal sealed class Progress
{
    private readonly Lock _gate = new();
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiting = [];
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add(int count)
    {
        lock (_gate)
        {
            _count += count;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _count))
            {
                reached.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Count <= _count);
        }
    }

    /// <summary>Completes when so many are acknowledged in all.</summary>
    public Task ReachesAsync(long count)
    {
        lock (_gate)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Completes when so many more are acknowledged.</summary>
    public Task MoreAsync(int count) => ReachesAsync(Count + count);
}
