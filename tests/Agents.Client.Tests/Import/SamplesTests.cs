using System.Text.Json;
using Agents.Cli.Import;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Import;

public sealed class SamplesTests
{
    private static readonly List<ImportMessage> Messages =
        [.. ImportLineReader.Read(Repository.Of("samples/two-weeks.jsonl"))];

    private static readonly JsonElement Questions = JsonDocument
        .Parse(File.ReadAllText(Repository.Of("samples/questions.json"))).RootElement.GetProperty("questions");

    [Fact]
    public void The_sample_is_two_weeks_of_one_user_with_fixed_times_and_ids()
    {
        Assert.InRange(Messages.Count, 50, 80);
        Assert.Equal("lin", Assert.Single(Messages.Select(message => message.User).Distinct()));
        Assert.Equal(14, Messages.Select(message => message.Message.Time!.Value.Date).Distinct().Count());
        Assert.Equal(Messages.Count, Messages.Select(message => message.Message.Id).Distinct().Count());
        Assert.Equal(
            Messages.Select(message => message.Message.Time), Messages.Select(message => message.Message.Time).Order());
    }

    [Fact]
    public void Both_languages_and_both_roles_take_part()
    {
        Assert.True(Messages.Count(message => message.Message.Content.Any(c => c is > '一' and < '鿿')) > 15);
        Assert.True(Messages.Count(message => message.Message.Content.All(c => c < '一')) > 25);
        Assert.Equal(["assistant", "user"], Messages.Select(message => message.Message.Role).Distinct().Order());
    }

    [Fact]
    public void Every_question_names_messages_that_exist_except_the_one_without_an_answer()
    {
        var ids = Messages.Select(message => message.Message.Id).ToHashSet();
        var questions = Questions.EnumerateArray().ToList();

        Assert.Equal(9, questions.Count);
        Assert.Equal(3, questions.Count(question => question.GetProperty("language").GetString() == "zh"));
        var unanswerable = Assert.Single(
            questions, question => question.GetProperty("answer").ValueKind == JsonValueKind.Null);
        Assert.Equal(0, unanswerable.GetProperty("memories").GetArrayLength());
        Assert.All(
            questions.SelectMany(question => question.GetProperty("memories").EnumerateArray()),
            id => Assert.Contains(id.GetString(), ids));
        Assert.All(
            questions.Where(question => question.GetProperty("answer").ValueKind != JsonValueKind.Null),
            question => Assert.NotEqual(0, question.GetProperty("memories").GetArrayLength()));
    }
}
