using Agents.Contracts;

namespace Agents.Chaos.Tests.Histories;

/// <summary>Hears of every call of a run, in the order in which each session made its own, and finds the promises that
/// the answers break.</summary>
/// <remarks>
/// Knows no server and no clock. A write that got no answer, or a refusal that leaves its fate open, is only invoked:
/// it may be found or not, once. A read is held against what its session knew when it began, so a caller takes
/// <see cref="Begin"/> before it asks. Any thread may call.
/// </remarks>
internal sealed class HistoryChecker
{
    private const int KeptMax = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<Session, SessionHistory> _sessions = [];
    private readonly Dictionary<string, Dictionary<long, string>> _places = [];
    private readonly List<Violation> _violations = [];

    /// <summary>Gets how many episodes were sent.</summary>
    public int Invoked { get; private set; }

    /// <summary>Gets how many episodes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Gets how many reads were checked.</summary>
    public int Reads { get; private set; }

    /// <summary>Gets what was found, the first <see cref="KeptMax"/>.</summary>
    public IReadOnlyList<Violation> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>Gets how many promises of each kind were broken.</summary>
    public string Summary => string.Join(
        ", ",
        Enum.GetValues<ViolationKind>().Select(
            kind => $"{kind} {Violations.Count(violation => violation.Kind == kind)}"));

    /// <summary>Notes that a session sends episodes; sending one again is no other episode.</summary>
    public void Invoke(Session session, IReadOnlyList<string> ids)
    {
        lock (_gate)
        {
            Invoked += ids.Count(Of(session).Sent.Add);
        }
    }

    /// <summary>Notes that a server said that episodes are durable.</summary>
    public void Acknowledge(Session session, IReadOnlyList<EpisodeReceipt> receipts)
    {
        lock (_gate)
        {
            foreach (var (id, position) in receipts)
            {
                var history = Of(session);
                if (history.Places.TryAdd(id, position))
                {
                    history.Known.Add(id);
                    Acknowledged++;
                }

                Place(session.User, id, position);
            }
        }
    }

    /// <summary>Returns how much a session knows before it reads.</summary>
    public int Begin(Session session)
    {
        lock (_gate)
        {
            return Of(session).Known.Count;
        }
    }

    /// <summary>Checks a list of a whole conversation.</summary>
    /// <param name="session">Who asked.</param>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    /// <param name="memories">The answer.</param>
    public void Listed(Session session, int begun, IReadOnlyList<FoundEpisode> memories)
    {
        lock (_gate)
        {
            Reads++;
            var history = Of(session);
            var found = Check(session.User, memories);
            foreach (var id in history.Known.Take(begun).Where(id => !found.Contains(id)))
            {
                Break(ViolationKind.NotReadByItsWriter, id, "was acknowledged before, and the list lacks it");
            }

            foreach (var id in history.Seen.Where(id => !found.Contains(id)))
            {
                Break(ViolationKind.ReadBackwards, id, "was read before, and the list lacks it");
            }

            history.Seen.UnionWith(found.Where(id => Session.Of(id) == session));
        }
    }

    /// <summary>Checks an answer that had to hold one id that was acknowledged before, as of a search for what only it
    /// says.</summary>
    public void Sought(Session session, string id, IReadOnlyList<FoundEpisode> memories)
    {
        lock (_gate)
        {
            Reads++;
            if (!Check(session.User, memories).Contains(id))
            {
                Break(ViolationKind.NotReadByItsWriter, id, "was acknowledged before, and was not found");
            }
        }
    }

    /// <summary>Checks all that a user has, after everything has healed.</summary>
    public void Final(string user, IReadOnlyList<FoundEpisode> memories)
    {
        lock (_gate)
        {
            Reads++;
            var found = Check(user, memories);
            foreach (var (session, history) in _sessions.Where(session => session.Key.User == user))
            {
                foreach (var id in history.Known.Union(history.Seen).Where(id => !found.Contains(id)))
                {
                    Break(ViolationKind.Lost, id, $"of {session} is not there at the end");
                }
            }

            long last = 0;
            foreach (var memory in memories)
            {
                if (PlaceOf(memory.Id) is { } place)
                {
                    if (place <= last)
                    {
                        Break(ViolationKind.Disordered, memory.Id, $"is at {place}, listed behind {last}");
                    }

                    last = place;
                }
            }
        }
    }

    /// <returns>The ids of the answer.</returns>
    private HashSet<string> Check(string user, IReadOnlyList<FoundEpisode> memories)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, text, position) in memories)
        {
            if (!found.Add(id))
            {
                Break(ViolationKind.Doubled, id, "is there twice");
            }

            var session = Session.Of(id);
            if (session?.User != user)
            {
                Break(ViolationKind.Foreign, id, $"was given to {user}");
            }
            else if (!_sessions.TryGetValue(session, out var history) || !history.Sent.Contains(id))
            {
                Break(ViolationKind.Invented, id, "was never sent");
            }

            if (text != Session.TextOf(id))
            {
                Break(ViolationKind.Altered, id, $"says '{text}'");
            }

            if (position > 0 && session?.User == user)
            {
                Place(user, id, position);
            }
        }

        return found;
    }

    /// <summary>Holds each id to one place and each place to one id.</summary>
    private void Place(string user, string id, long position)
    {
        if (!_places.TryGetValue(user, out var places))
        {
            _places[user] = places = [];
        }

        if (!places.TryAdd(position, id) && places[position] != id)
        {
            Break(ViolationKind.Moved, id, $"has place {position}, which was given to {places[position]}");
        }

        if (PlaceOf(id) is { } place && place != position)
        {
            Break(ViolationKind.Moved, id, $"has place {position}, and was acknowledged at {place}");
        }
    }

    private long? PlaceOf(string id) =>
        Session.Of(id) is { } session && _sessions.TryGetValue(session, out var history)
            && history.Places.TryGetValue(id, out var place)
            ? place
            : null;

    private SessionHistory Of(Session session)
    {
        if (!_sessions.TryGetValue(session, out var history))
        {
            _sessions[session] = history = new SessionHistory();
        }

        return history;
    }

    private void Break(ViolationKind kind, string id, string what)
    {
        if (_violations.Count < KeptMax)
        {
            _violations.Add(new Violation(kind, id, what));
        }
    }

    private sealed class SessionHistory
    {
        public HashSet<string> Sent { get; } = new(StringComparer.Ordinal);

        /// <summary>Gets what was acknowledged, in the order in which the session heard of it.</summary>
        public List<string> Known { get; } = [];

        public Dictionary<string, long> Places { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
    }
}
