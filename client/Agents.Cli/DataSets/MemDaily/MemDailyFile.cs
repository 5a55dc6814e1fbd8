using System.Globalization;
using System.Text.Json;
using Agents.Contracts;

namespace Agents.Cli.DataSets.MemDaily;

/// <summary>Reads MemDaily's JSONL: short Chinese trajectories, with questions. One line is held at a time.</summary>
/// <remarks>
/// Each trajectory is a user and, with its noise, one conversation. A message's id is its <c>mid</c>, a distractor's is
/// <c>n</c> and its line. Places are left out.
/// </remarks>
internal static class MemDailyFile
{
    private const string Conversation = "trajectory";

    public static int CountSamples(string path) => File.ReadLines(path).Count(line => !string.IsNullOrWhiteSpace(line));

    public static IEnumerable<Sample> Read(string path, int noiseCount, NoisePlace noisePlace)
    {
        var noise = noiseCount > 0 ? NoiseFile.Read(path, noiseCount) : [];
        using var reader = JsonReading.OpenText(path);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadSample(line, $"{path}, line {number}", noise, noiseCount, noisePlace);
            }
        }
    }

    private static Sample ReadSample(
        string line, string where, IReadOnlyList<string> noise, int noiseCount, NoisePlace noisePlace)
    {
        using var document = JsonReading.ParseLine(line, where);
        var sample = document.RootElement;
        var user = sample.RequiredText("sample_id", where);
        var messages = sample.Required("messages", JsonValueKind.Array, where).EnumerateArray()
            .Select(message => ReadMessage(message, where))
            .ToList();
        var ids = messages.Select(message => message.Id!).ToHashSet();
        var questions = sample.Required("questions", JsonValueKind.Array, where).EnumerateArray()
            .Select(question => ReadQuestion(question, sample, user, ids, where))
            .ToList();
        var call = new AddMemoriesRequest
        {
            User = user,
            Conversation = Conversation,
            Messages = NoisePlan.Mix(user, messages, noise, noiseCount, noisePlace),
        };
        return new Sample(user, [call], questions);
    }

    private static MessageInput ReadMessage(JsonElement message, string where) => new()
    {
        Id = Number(message.RequiredInt("mid", where)),
        Role = MessageRoles.User,
        Content = message.RequiredText("message", where),
        Time = ChineseDate.Parse(message.RequiredText("time", where), where),
    };

    private static Question ReadQuestion(
        JsonElement question, JsonElement sample, string user, IReadOnlySet<string> ids, string where) => new()
        {
            Id = $"{user}/q{Number(question.RequiredInt("qid", where))}",
            Text = question.RequiredText("question", where),
            Group = sample.RequiredText("type", where),
            Gold = [.. question.Required("target_step_id", JsonValueKind.Array, where).EnumerateArray()
                .Select(step => Number(step.GetInt32())).Where(ids.Contains).Distinct()],
            Development = sample.RequiredInt("tid", where) % 5 < 2,
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
