using Agents.Bench.Ablation;
using Agents.Cli.DataSets;
using Agents.Cli.DataSets.Locomo;
using Agents.Contracts;
using Agents.Memory.Extraction;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Silo.Tokens;

namespace Agents.Bench.Survival;

/// <summary>Plays conversations through recall as the gateway does: each turn asks for what bears on it, without what
/// its session has said already, and what comes back is used.</summary>
internal sealed class TalkReader(StoredVectors vectors)
{
    private readonly O200kTokenCounter _tokens = new();

    public async Task<Talk> ReadAsync(Sample sample, CancellationToken cancellationToken)
    {
        EpisodeRecord[] turns =
            [.. sample.Calls.SelectMany(call => call.Messages.Select(message => Episode(call, message)))];
        var whole = new RecallIndex(new RecallOptions());
        Array.ForEach(turns, turn => whole.Add(Document(turn)));
        var questions = Array.ConvertAll(turns, turn => whole.QueryForEmbedding(turn.Text));
        await vectors.EmbedAsync(
            [
                .. questions,
                .. turns.SelectMany(turn => Passages.Of(turn.Text)),
                .. sample.Questions.Select(question => whole.QueryForEmbedding(question.Text)),
            ],
            cancellationToken);

        var index = new RecallIndex(new RecallOptions { Dimension = vectors.Dimension });
        var used = new List<IReadOnlyList<int>>();
        foreach (var (turn, question) in turns.Zip(questions))
        {
            used.Add(Used(index, turns, turn, vectors[question]));
            var ordinal = index.Add(Document(turn));
            var packed = Passages.Of(turn.Text).Select(passage => vectors[passage])
                .Where(passage => passage.Length > 0).SelectMany(passage => PackedVector.Pack(passage)).ToArray();
            if (packed.Length > 0)
            {
                index.SetVector(ordinal, packed);
            }
        }

        IReadOnlyList<Claim>[] claims = [.. turns.Select(turn => RuleExtractor.Extract(turn.Text, turn.Time))];
        return new Talk(sample, turns, used, claims, EvidenceOf(sample, turns), index);
    }

    private List<int> Used(RecallIndex index, EpisodeRecord[] turns, EpisodeRecord turn, float[] vector)
    {
        string[] session =
        [
            .. turns.Take(index.Count).Where(said => said.Conversation == turn.Conversation).Select(said => said.Id),
        ];
        using var search = index.Begin(new RecallQuery
        {
            Text = turn.Text,
            Vector = vector,
            Unreadable = vector.Length == 0,
            Limit = 32,
            Now = turn.Time,
            ExcludedIds = session,
        });
        while (search.Read.Count > 0)
        {
            search.Continue([.. search.Read.Select(ordinal => turns[ordinal].Text)]);
        }

        var result = search.Result();
        if (!result.Answerable)
        {
            return [];
        }

        var packed = ContextPacker.Pack(
            [.. result.Hits.Select(hit => new PackCandidate(
                turns[hit.Ordinal].Id,
                turns[hit.Ordinal].Text,
                turns[hit.Ordinal].Author,
                turns[hit.Ordinal].Time,
                hit.Score,
                hit.Confidence)
            {
                Follows = index[hit.Ordinal].Follows,
            })],
            MemoryLimits.BudgetTokensDefault,
            RecallOrder.Relevance,
            _tokens);
        return [.. packed.Included.Select(index.Find)];
    }

    private static Dictionary<int, int> EvidenceOf(Sample sample, EpisodeRecord[] turns)
    {
        var ordinals = turns.Index().ToDictionary(turn => turn.Item.Id, turn => turn.Index);
        return sample.Questions.Where(question => question.Group != LocomoFile.Adversarial)
            .SelectMany(question => question.Gold).CountBy(id => ordinals[id]).ToDictionary();
    }

    private static EpisodeRecord Episode(AddMemoriesRequest call, MessageInput message) => new()
    {
        Id = message.Id!,
        Role = message.Role,
        Author = message.Author ?? message.Role,
        Text = message.Content,
        Time = message.Time!.Value,
        RecordedAt = message.Time!.Value,
        Conversation = call.Conversation,
        ContentHash = 0,
    };

    private static RecallDocument Document(EpisodeRecord turn) => new()
    {
        Id = turn.Id,
        Kind = MemoryKind.Episode,
        Role = turn.Role,
        Author = turn.Author,
        Conversation = turn.Conversation,
        Time = turn.Time,
        RecordedAt = turn.RecordedAt,
        Text = turn.Text,
        Evidence = true,
    };
}
