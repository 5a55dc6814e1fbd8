using Agents.Memory.Log;

namespace Agents.Storage.InMemory;

/// <summary>What is left of a log in memory when nobody has it open. Safe for use by several threads.</summary>
internal sealed class InMemoryStore
{
    private readonly Lock _lock = new();
    private readonly List<LogFrame> _frames = [];
    private LogSnapshot? _snapshot;
    private long _snapshotFloor;
    private long _bytes;
    private int _writer;
    private bool _damaged;

    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _frames.Count;
            }
        }
    }

    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Takes the log for a writer; the one before it is stale from now on.</summary>
    public int Open()
    {
        lock (_lock)
        {
            return _damaged ? throw new LogDamagedException("memory", 0, "a test damaged it") : ++_writer;
        }
    }

    public bool IsWriter(int writer)
    {
        lock (_lock)
        {
            return _writer == writer;
        }
    }

    public void Damage()
    {
        lock (_lock)
        {
            _damaged = true;
        }
    }

    public LogFrame Frame(long sequence)
    {
        lock (_lock)
        {
            return _frames[checked((int)(sequence - 1))];
        }
    }

    public long Append(IReadOnlyList<NewFrame> group)
    {
        lock (_lock)
        {
            foreach (var frame in group)
            {
                _frames.Add(new LogFrame(_frames.Count + 1, frame.Type, frame.Payload.ToArray(), Erased: false));
                _bytes += frame.Payload.Length;
            }

            return _frames.Count;
        }
    }

    public void Erase(IReadOnlyCollection<long> sequences)
    {
        lock (_lock)
        {
            var live = sequences.Where(sequence => !_frames[checked((int)(sequence - 1))].Erased).ToArray();
            foreach (var sequence in live)
            {
                var index = checked((int)(sequence - 1));
                _bytes -= _frames[index].Payload.Length;
                _frames[index] = new LogFrame(sequence, _frames[index].Type, ReadOnlyMemory<byte>.Empty, Erased: true);
            }

            if (live.Length > 0)
            {
                _snapshot = null;
                _snapshotFloor = _frames.Count;
            }
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            _frames.Clear();
            _snapshot = null;
            _snapshotFloor = 0;
            _bytes = 0;
        }
    }

    public LogSnapshot? ReadSnapshot()
    {
        lock (_lock)
        {
            return _snapshot;
        }
    }

    public bool WriteSnapshot(LogSnapshot snapshot)
    {
        lock (_lock)
        {
            if (snapshot.Position < _snapshotFloor || _snapshot?.Position > snapshot.Position)
            {
                return false;
            }

            _snapshot = snapshot with { Payload = snapshot.Payload.ToArray() };
            return true;
        }
    }
}
