using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

/// <summary>Builders of small conversations, and of options that let few signals speak.</summary>
internal static class SomeTalk
{
    /// <summary>Options under which nothing counts.</summary>
    public static readonly RecallOptions Silent = SomeRecall.Options with
    {
        LexicalWeight = 0,
        PhraseWeight = 0,
        DenseWeight = 0,
        HopWeight = 0,
        CompletionWeight = 0,
        FlowWeight = 0,
        ReplyWeight = 0,
        AuthorWeight = 0,
        FirstPersonWeight = 0,
        TimeWeight = 0,
        AnswerTypeWeight = 0,
        AsksWeight = 0,
        RecencyWeight = 0,
        SessionWeight = 0,
    };

    /// <summary>Adds a turn; an author that is a role has that role, everybody else is a user.</summary>
    public static int Say(
        this RecallIndex index, string author, string text, string? conversation = "talk", double days = -1)
    {
        var role = author is MessageRoles.Assistant or MessageRoles.Tool ? author : MessageRoles.User;
        var at = SomeRecall.Now.AddDays(days);
        return index.Add(SomeRecall.Document(text, SomeRecall.Id(index.Count)) with
        {
            Author = author,
            Role = role,
            Conversation = conversation,
            Time = at,
            RecordedAt = at,
        });
    }

    /// <summary>Adds memories of no conversation that share no word with anything.</summary>
    public static void Mumble(this RecallIndex index, int count)
    {
        for (var i = 0; i < count; i++)
        {
            index.Say(MessageRoles.User, "mumbling" + index.Count, conversation: null);
        }
    }

    public static string[] Ids(this RecallIndex index, RecallResult result) =>
        [.. result.Hits.Select(hit => index[hit.Ordinal].Id)];

    /// <summary>Gives what one signal contributes to a document, hit or not.</summary>
    public static double Contribution(
        this RecallIndex index, string signal, int ordinal, RecallQuery query, RecallOptions options) =>
        index.Search(query with { Explain = ordinal }, options).Explained!.Signals[signal];

    public static int[] Ordinals(this RecallResult result) => [.. result.Hits.Select(hit => hit.Ordinal)];
}
