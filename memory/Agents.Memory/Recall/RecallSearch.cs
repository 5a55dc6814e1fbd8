using Agents.Memory.Recall.Fusion;

namespace Agents.Memory.Recall;

/// <summary>One question on its way from hop to hop.</summary>
/// <remarks>
/// <para>A further hop keeps what the question itself found, so it costs less than the first. The answer is the one
/// that <see cref="RecallIndex.Search(RecallQuery)"/> gives for the same <see cref="RecallQuery.Readouts"/>, bit for
/// bit.</para>
/// <para>The index may change while the texts of a hop are fetched, though not during a call; then all is looked up
/// anew. It holds rented memory until it is disposed.</para>
/// </remarks>
public sealed class RecallSearch : IDisposable
{
    private readonly RecallIndex _index;
    private readonly RecallOptions _options;
    private RecallQuery _query;
    private SearchState _state;
    private Search _search;
    private long _version;

    internal RecallSearch(RecallIndex index, RecallQuery query, RecallOptions options)
    {
        (_index, _options, _query) = (index, options, query);
        _version = index.Version;
        _state = index.Look(query, options);
        _search = Rank();
    }

    /// <summary>Gets the documents whose texts the next hop reads, best first; empty when there is none.</summary>
    public IReadOnlyList<int> Read { get; private set; } = [];

    /// <summary>Makes the next hop.</summary>
    /// <param name="texts">The texts of <see cref="Read"/>; one that is gone is left out.</param>
    public void Continue(IReadOnlyCollection<string> texts)
    {
        _query = _query with { Hop = _query.Hop + 1, Readouts = [.. _query.Readouts, .. texts] };
        if (_version == _index.Version)
        {
            _index.LookOn(_state, _query);
        }
        else
        {
            var anew = _index.Look(_query, _options);
            _state.Dispose();
            (_state, _version) = (anew, _index.Version);
        }

        _search = Rank();
    }

    /// <summary>Gives what the hops so far found, as the index stood when the last of them was made.</summary>
    public RecallResult Result() => _search.Result(Read);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _state.Dispose();

    private Search Rank()
    {
        var search = new Search(_state);
        search.Run();
        Read = [.. search.Leads.Where(_index.LeadsOn)];
        return search;
    }
}
