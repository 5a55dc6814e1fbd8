using Agents.Memory.Log;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>What was used and is not written yet: a little, since a user who only asks never writes.</summary>
internal sealed class UseLog
{
    private const int RecordsMax = 64;

    private readonly Queue<UseRecord> _records = new();

    public int Count => _records.Count;

    /// <summary>Notes a use; the oldest gives way where they are too many.</summary>
    public void Add(DateTimeOffset at, IEnumerable<long> sequences)
    {
        var used = new UseRecord(at, [.. sequences.Order()]);
        if (used.Sequences.Count == 0)
        {
            return;
        }

        if (_records.Count == RecordsMax)
        {
            _records.Dequeue();
        }

        _records.Enqueue(used);
    }

    /// <summary>Takes all out as frames.</summary>
    public NewFrame[] Take()
    {
        NewFrame[] frames = [.. _records.Select(record => new NewFrame(FrameType.Use, record.Encode()))];
        _records.Clear();
        return frames;
    }
}
