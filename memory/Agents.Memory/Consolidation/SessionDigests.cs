using System.Globalization;
using System.Numerics;
using Agents.Contracts;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds the conversations that have rested and were not summed up as they are now.</summary>
internal sealed class SessionDigests(MemoryProjection known, Rest rest)
{
    // Of one that never ends, the end is what can be summed up.
    private const int TurnsRead = 200;
    private const int TurnsMin = 6;
    private const int SpokenMin = 2;

    public IEnumerable<OwedDigest> Owed()
    {
        var talks = new Dictionary<int, Talk>();
        for (var ordinal = 0; ordinal < known.Count; ordinal++)
        {
            if (known.Index.ConversationOf(ordinal) is var number and >= 0)
            {
                if (!talks.TryGetValue(number, out var talk))
                {
                    talks.Add(number, talk = new Talk());
                }

                talk.Add(ordinal, known[ordinal].TextSequence);
            }
        }

        return talks.Values.Where(talk => talk.Turns.Count >= TurnsMin).OrderBy(talk => talk.Turns[0])
            .Select(Owed).OfType<OwedDigest>();
    }

    private SessionDigest? Owed(Talk talk)
    {
        var last = known.Index[talk.Turns[^1]];
        var conversation = last.Conversation!;
        var made = Fingerprint.Of(conversation, talk.State.ToString("x16", CultureInfo.InvariantCulture));
        var turns = talk.Turns[Math.Max(0, talk.Turns.Count - TurnsRead)..];
        if (DigestIds.Next(known, $"summary-{made:x16}", known[talk.Turns[0]].TextSequence) is not { } id
            || turns.Count(ordinal => known.Index[ordinal].Role == MessageRoles.User) < SpokenMin
            || !rest.Has(last.RecordedAt))
        {
            return null;
        }

        return new SessionDigest(id, conversation, talk.Turns.Count, SessionDigest.Replaced(known, conversation))
        {
            Turns = turns,
        };
    }

    private sealed class Talk
    {
        public List<int> Turns { get; } = [];

        /// <summary>Gets what tells these texts from any others of the same user.</summary>
        public ulong State { get; private set; }

        public void Add(int ordinal, long text)
        {
            Turns.Add(ordinal);
            State = (BitOperations.RotateLeft(State, 5) ^ (ulong)text) * 0x9E3779B97F4A7C15;
        }
    }
}
