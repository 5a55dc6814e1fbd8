using System.Text.Json;
using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary>Packs messages into calls that stay within the server's limits, in order.</summary>
internal static class CallPacker
{
    // Room for the call's own fields: user, conversation, agent and at most 16 pairs of metadata.
    private const int EnvelopeBytesMax = 64 * 1024;

    /// <summary>Packs; messages that follow one another and share a call's fields travel together.</summary>
    public static IEnumerable<AddMemoriesRequest> Pack(IEnumerable<ImportMessage> messages)
    {
        List<MessageInput> open = [];
        ImportMessage? first = null;
        var bytes = EnvelopeBytesMax;
        foreach (var message in messages)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(message.Message, AgentsJson.Options).Length + 1;
            var full = open.Count == MemoryLimits.MessagesMax || bytes + size > MemoryLimits.BodyBytesMax;
            if (first is not null && (full || !first.SharesCallWith(message)))
            {
                yield return Call(first, open);
                (open, first, bytes) = ([], null, EnvelopeBytesMax);
            }

            first ??= message;
            open.Add(message.Message);
            bytes += size;
        }

        if (first is not null)
        {
            yield return Call(first, open);
        }
    }

    /// <summary>Splits calls that a data set made without regard to the limits.</summary>
    public static IEnumerable<AddMemoriesRequest> Pack(IEnumerable<AddMemoriesRequest> calls) => Pack(
        from call in calls
        from message in call.Messages
        select new ImportMessage(call.User, call.Conversation, call.Agent, call.Metadata, message));

    private static AddMemoriesRequest Call(ImportMessage first, List<MessageInput> messages) => new()
    {
        User = first.User,
        Conversation = first.Conversation,
        Agent = first.Agent,
        Metadata = first.Metadata,
        Messages = messages,
    };
}
