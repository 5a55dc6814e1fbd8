using System.Text.Json;
using Agents.Memory.Recall;
using Agents.Memory.Tests.Projection;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>Facts from the suite's templates, each stated once or twice, the later statement against the earlier; and
/// the
/// questions about them.</summary>
internal sealed class ConflictSuite
{
    private const int SubjectsPerRelation = 18;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy =
        JsonNamingPolicy.SnakeCaseLower
    };

    private readonly Dictionary<(string Relation, string Subject), List<string>> _said = [];
    private readonly SuiteFile _file;
    private readonly Random _random = new(20_261_124);

    public ConflictSuite(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Suites", "Conflicts", file));
        _file = JsonSerializer.Deserialize<SuiteFile>(stream, Json)!;
        Say();
    }

    public TalkingUser User { get; } = new();

    /// <summary>Gets how recall weighs its signals.</summary>
    public RecallOptions Options { get; init; } = new() { Dimension = FrameScript.Dimension };

    public int Facts { get; private set; }

    /// <summary>Asks each changed fact; right when the first hit that states any of its values states the
    /// latest.</summary>
    public (int Right, int Asked) SingleHop(Action<string> wrong)
    {
        var (right, asked) = (0, 0);
        foreach (var ((relation, subject), values) in _said.Where(fact => fact.Value.Count > 1))
        {
            var template = _file.Relations.Single(other => other.Id == relation);
            var question = template.Questions[_random.Next(template.Questions.Count)].Replace("{s}", subject,
                StringComparison.Ordinal);
            var first = Hits(question, 20).FirstOrDefault(hit =>
                hit.Contains(subject, StringComparison.Ordinal)
                    && values.Exists(value => hit.Contains(value, StringComparison.Ordinal)));
            asked++;
            if (first?.Contains(values[^1], StringComparison.Ordinal) == true)
            {
                right++;
            }
            else
            {
                wrong($"{question} wants {values[^1]}, got {first}");
            }
        }

        return (right, asked);
    }

    /// <summary>Asks along each chain; right when the first five hits state the end, and no older value of the last
    /// link
    /// stands above it.</summary>
    public (int Right, int Asked) MultiHop(Action<string> wrong)
    {
        var (right, asked) = (0, 0);
        foreach (var chain in _file.Chains)
        {
            foreach (var start in _said.Keys.Where(fact => fact.Relation ==
                chain.Relations[0]).Select(fact => fact.Subject).ToArray())
            {
                if (End(chain, start) is not { } end)
                {
                    continue;
                }

                asked++;
                var question = chain.Questions[asked % chain.Questions.Count].Replace("{s}", start,
                    StringComparison.Ordinal);
                var hits = Hits(question, 5);
                var found = Array.FindIndex(hits, hit => States(hit, end.Subject, end.Values[^1]));
                var stale = Array.FindIndex(hits, hit => end.Values[..^1].Exists(value => States(hit, end.Subject,
                    value)));
                if (found >= 0 && (stale < 0 || stale > found))
                {
                    right++;
                }
                else
                {
                    wrong($"{question} wants {end.Subject}: {end.Values[^1]}, got {string.Join(" | ", hits)}");
                }
            }
        }

        return (right, asked);
    }

    private static bool States(string hit, string subject, string value) =>
        hit.Contains(subject, StringComparison.Ordinal) && hit.Contains(value, StringComparison.Ordinal);

    private (string Subject, List<string> Values)? End(Chain chain, string start)
    {
        var subject = start;
        for (var link = 0; link < chain.Relations.Count; link++)
        {
            if (!_said.TryGetValue((chain.Relations[link], subject), out var values))
            {
                return null;
            }

            if (link == chain.Relations.Count - 1)
            {
                return (subject, values);
            }

            subject = values[^1];
        }

        return null;
    }

    /// <summary>Searches with the hops that the product makes.</summary>
    private string[] Hits(string question, int limit)
    {
        var index = User.Known.Index;
        var query = new RecallQuery { Text = question, Limit = limit, Now = SaidAt(10_000) };
        using var search = index.Begin(query, Options);
        while (search.Read is { Count: > 0 } leads)
        {
            search.Continue([.. leads.Select(ordinal => User.TextOf(ordinal))]);
        }

        return [.. search.Result().Hits.Select(hit => User.TextOf(hit.Ordinal))];
    }

    private void Say()
    {
        var statements = new List<(string Text, string Relation, string Subject, string Value)>();
        foreach (var relation in _file.Relations)
        {
            var entities = _file.Entities[relation.Language];
            var subjects = entities[relation.SubjectType].OrderBy(_ => _random.Next()).Take(SubjectsPerRelation);
            foreach (var subject in subjects)
            {
                var values = entities[relation.ValueType].Where(value => value !=
                    subject).OrderBy(_ => _random.Next()).Take(2).ToArray();
                statements.Add((relation.Statements[_random.Next(relation.Statements.Count)], relation.Id, subject,
                    values[0]));
                if (_random.Next(3) > 0)
                {
                    var templates = _random.Next(2) == 0 ? relation.Updates : relation.Statements;
                    statements.Add((templates[_random.Next(templates.Count)], relation.Id, subject, values[1]));
                }
            }
        }

        // The first statements in any order, then those that contradict them.
        var first = statements.GroupBy(fact => (fact.Relation,
            fact.Subject)).Select(fact => fact.First()).OrderBy(_ => _random.Next());
        var second = statements.GroupBy(fact => (fact.Relation,
            fact.Subject)).SelectMany(fact => fact.Skip(1)).OrderBy(_ => _random.Next());
        foreach (var (text, relation, subject, value) in first.Concat(second).ToArray())
        {
            User.Say(
                text.Replace("{s}", subject, StringComparison.Ordinal).Replace("{v}", value, StringComparison.Ordinal),
                SaidAt(Facts++));
            if (!_said.TryGetValue((relation, subject), out var values))
            {
                _said.Add((relation, subject), values = []);
            }

            values.Add(value);
        }
    }

    private static DateTimeOffset SaidAt(int number) => new DateTimeOffset(2026, 1, 1, 0, 0, 0,
        TimeSpan.Zero).AddMinutes(number);

    private sealed record SuiteFile(
        IReadOnlyList<Relation> Relations,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Entities,
        IReadOnlyList<Chain> Chains);

    private sealed record Relation(
        string Id,
        string Language,
        string SubjectType,
        string ValueType,
        IReadOnlyList<string> Statements,
        IReadOnlyList<string> Updates,
        IReadOnlyList<string> Questions);

    private sealed record Chain(string Language, IReadOnlyList<string> Relations, IReadOnlyList<string> Questions);
}
