using System.Globalization;
using System.Text.Json;
using Agents.Contracts;

namespace Agents.Cli.DataSets.Beam;

/// <summary>Reads a folder of BEAM chats: a user and an assistant over months, with questions of ten
/// abilities.</summary>
/// <remarks>
/// Each chat is a user, each batch a conversation. A message's id is its number. A day stands on the first message of a
/// batch; message k after it gets that day plus k seconds, which keeps the order.
/// </remarks>
internal static class BeamFolder
{
    private const string Abstention = "abstention";

    // The abilities whose evidence is two statements, and the names of the two where the first is the outdated one.
    public const string KnowledgeUpdate = "knowledge_update";
    public const string Contradiction = "contradiction_resolution";

    public static IReadOnlyList<string> Files(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0
            ? files
            : throw new CliException($"{folder} is no folder of chats: it holds no .json file.");
    }

    public static Sample Read(string path)
    {
        using var document = JsonReading.Parse(path);
        var chat = document.RootElement;
        var user = Number(chat.RequiredInt("chat", path));
        var calls = ReadCalls(user, chat.Required("messages", JsonValueKind.Array, path), path);
        var ids = calls.SelectMany(call => call.Messages).Select(message => message.Id!).ToHashSet();
        var questions = chat.Required("probing_questions", JsonValueKind.Object, path).EnumerateObject()
            .SelectMany(ability => ability.Value.EnumerateArray().Select((question, index) =>
                ReadQuestion(question, ability.Name, $"{user}/{ability.Name}/{Number(index)}", ids, path)))
            .ToList();
        return new Sample(user, calls, questions);
    }

    private static List<AddMemoriesRequest> ReadCalls(string user, JsonElement messages, string where)
    {
        var calls = new List<AddMemoriesRequest>();
        var open = new List<MessageInput>();
        string? batch = null;
        DateTimeOffset? time = null;
        foreach (var message in messages.EnumerateArray())
        {
            var of = message.TryGetProperty("batch", out var value) ? $"batch_{value}" : null;
            if (of != batch && open.Count > 0)
            {
                calls.Add(new AddMemoriesRequest { User = user, Conversation = batch, Messages = open });
                open = [];
            }

            var anchor = message.OptionalText("time_anchor");
            time = string.IsNullOrWhiteSpace(anchor) ? time?.AddSeconds(1) : BeamDate.Parse(anchor, where);
            batch = of;
            open.Add(new MessageInput
            {
                Id = Number(message.RequiredInt("id", where)),
                Role = message.RequiredText("role", where),
                Content = message.RequiredText("content", where),
                Time = time,
            });
        }

        calls.Add(new AddMemoriesRequest { User = user, Conversation = batch, Messages = open });
        return calls;
    }

    private static Question ReadQuestion(
        JsonElement question, string ability, string id, IReadOnlySet<string> ids, string where)
    {
        question.TryGetProperty("source_chat_ids", out var sources);
        return new Question
        {
            Id = id,
            Text = question.RequiredText("question", $"{where}, {id}"),
            Group = ability,
            Gold = [.. Flatten(sources).Where(ids.Contains).Distinct()],
            Unanswerable = ability == Abstention,
            Pair = PairOf(sources, ability),
        };
    }

    private static StatementPair? PairOf(JsonElement sources, string ability)
    {
        if (sources.ValueKind != JsonValueKind.Object || sources.EnumerateObject().Count() != 2)
        {
            return null;
        }

        var parts = ability switch
        {
            KnowledgeUpdate => (First: Part(sources, "original_info"), Second: Part(sources, "updated_info")),
            Contradiction => (
                First: Flatten(sources.EnumerateObject().First().Value),
                Second: Flatten(sources.EnumerateObject().Last().Value)),
            _ => (First: [], Second: []),
        };

        // An update that stands in the same message as what it replaces cannot be ranked above it.
        var comparable = parts.First.Count > 0 && parts.Second.Count > 0
            && (ability != KnowledgeUpdate || !parts.First.Intersect(parts.Second).Any());
        return comparable ? new StatementPair(parts.First, parts.Second) : null;
    }

    private static List<string> Part(JsonElement sources, string name) =>
        sources.TryGetProperty(name, out var part) ? Flatten(part) : [];

    // Evidence is a number, a list, a list of lists, or an object of them.
    private static List<string> Flatten(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [Number(value.GetInt32())],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Flatten)],
        JsonValueKind.Object => [.. value.EnumerateObject().SelectMany(property => Flatten(property.Value))],
        _ => [],
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
