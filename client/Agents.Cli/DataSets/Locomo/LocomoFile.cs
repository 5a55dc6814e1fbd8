using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Agents.Contracts;

namespace Agents.Cli.DataSets.Locomo;

/// <summary>Reads LoCoMo's JSON: long conversations of two people, with questions.</summary>
/// <remarks>
/// Each conversation is a user, each session a conversation, and both speakers are authors with the role user. A turn's
/// id is its <c>dia_id</c>. Dates stand on sessions only, so turn k of a session gets the session's time plus k
/// seconds, which keeps the order. What a turn shares as a picture follows its text as <c> [shares CAPTION]</c>.
/// </remarks>
internal static partial class LocomoFile
{
    /// <summary>The category whose questions ask about the wrong speaker; its evidence is the turn that
    /// tempts.</summary>
    public const string Adversarial = "5 adversarial";

    private static readonly Dictionary<int, string> Categories = new()
    {
        [1] = "1 multi-hop",
        [2] = "2 temporal",
        [3] = "3 open-domain",
        [4] = "4 single-hop",
        [5] = Adversarial,
    };

    public static IReadOnlyList<Sample> Read(string path)
    {
        using var document = JsonReading.Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new CliException($"{path} is no LoCoMo file: it is no list of conversations.");
        }

        return [.. document.RootElement.EnumerateArray()
            .Select((sample, index) => ReadSample(sample, $"{path}, conversation {index}"))];
    }

    private static Sample ReadSample(JsonElement sample, string where)
    {
        var user = sample.RequiredText("sample_id", where);
        where = $"{where} ({user})";
        var conversation = sample.Required("conversation", JsonValueKind.Object, where);
        var calls = conversation.EnumerateObject()
            .Select(property => (property, Match: SessionName().Match(property.Name)))
            .Where(found => found.Match.Success)
            .OrderBy(found => int.Parse(found.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .Select(found => ReadSession(user, conversation, found.property, where))
            .ToList();
        var turns = calls.SelectMany(call => call.Messages).Select(message => message.Id!).ToHashSet();
        var questions = sample.Required("qa", JsonValueKind.Array, where).EnumerateArray()
            .Select((question, index) => ReadQuestion(question, $"{user}/q{index}", turns, where))
            .ToList();
        return new Sample(user, calls, questions);
    }

    private static AddMemoriesRequest ReadSession(
        string user, JsonElement conversation, JsonProperty session, string where)
    {
        where = $"{where}, {session.Name}";
        var begun = LocomoDate.Parse(conversation.RequiredText($"{session.Name}_date_time", where), where);
        if (session.Value.ValueKind != JsonValueKind.Array)
        {
            throw new CliException($"{where} is no list of turns.");
        }

        return new AddMemoriesRequest
        {
            User = user,
            Conversation = session.Name,
            Messages = [.. session.Value.EnumerateArray()
                .Select((turn, index) => ReadTurn(turn, begun.AddSeconds(index), $"{where}, turn {index}"))],
        };
    }

    private static MessageInput ReadTurn(JsonElement turn, DateTimeOffset time, string where)
    {
        var caption = turn.OptionalText("blip_caption");
        return new MessageInput
        {
            Id = turn.RequiredText("dia_id", where),
            Role = MessageRoles.User,
            Author = turn.RequiredText("speaker", where),
            Content = turn.RequiredText("text", where)
                + (string.IsNullOrEmpty(caption) ? string.Empty : $" [shares {caption}]"),
            Time = time,
        };
    }

    private static Question ReadQuestion(JsonElement question, string id, IReadOnlySet<string> turns, string where)
    {
        var category = question.RequiredInt("category", $"{where}, {id}");
        if (!Categories.TryGetValue(category, out var group))
        {
            throw new CliException($"{where}, {id}: category {category} is none of 1 to 5.");
        }

        return new Question
        {
            Id = id,
            Text = question.RequiredText("question", $"{where}, {id}"),
            Group = group,
            Gold = LocomoEvidence.Clean(question, turns),
            Unanswerable = group == Adversarial,
        };
    }

    [GeneratedRegex(@"^session_([0-9]{1,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();
}
