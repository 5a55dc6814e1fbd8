using System.Text;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Chat;
using CsCheck;

namespace Agents.Gateway.Tests.Chat;

public sealed class BodyEditTests
{
    private static readonly Gen<string> Space = Gen.OneOf(string.Empty, " ", "\n", "\t\r\n ");

    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0001', '\uffee'], 0, 20]
        .Select(text => JsonSerializer.Serialize(string.Concat(text.Where(c => !char.IsSurrogate(c))) + "x"));

    private static readonly Gen<string> Message =
        from s in Space
        from text in Text
        from role in Gen.OneOf("user", "assistant", "system")
        from last in Gen.Bool
        select last
            ? $"{s}{{{s}\"role\"{s}:\"{role}\",{s}\"content\":{text}{s}}}{s}"
            : $"{s}{{\"content\":[{{\"type\":\"text\",\"text\":{text}}}],"
                + $"\"x\":{{\"role\":[1]}}, \"role\":{s}\"{role}\"}}";

    private static readonly Gen<string> Body =
        from s in Space
        from messages in Message.Array[1, 6]
        from model in Gen.OneOf("\"model\":\"default\",", "\"model\" : null ,", string.Empty)
        from tail in Gen.OneOf(",\"n\":1e3", ",\"tools\":[{\"messages\":[{}]}]", string.Empty)
        select $"{s}{{{s}{model}\"messages\":{s}[{string.Join(',', messages)}]{tail}{s}}}{s}";

    [Fact]
    public void Edits_keep_every_byte_of_the_client_and_the_body_stays_json() =>
        Gen.Select(Body, Text).Sample((body, inserted) =>
        {
            var content = JsonSerializer.Deserialize<string>(inserted)!;
            var bytes = Encoding.UTF8.GetBytes(body);
            using var request = ChatRequest.Read(bytes);
            var turns = request.ReadTurns();
            var question = turns.LastOrDefault(turn => turn.Role == MessageRoles.User);
            List<BodySplice.Edit> edits = [ChatEdits.Model(request, "big")!.Value];
            if (question is not null)
            {
                edits.Add(ChatEdits.MessageBefore(question, content));
            }

            byte[] edited = [.. BodySplice.Apply(bytes, edits).SelectMany(piece => piece.ToArray())];
            Assert.Equal(bytes, Undo(edited, edits, bytes));
            using var document = JsonDocument.Parse(edited);
            Assert.Equal("big", document.RootElement.GetProperty("model").GetString());
            var messages = document.RootElement.GetProperty("messages");
            Assert.Equal(turns.Count + (question is null ? 0 : 1), messages.GetArrayLength());
            if (question is not null)
            {
                Assert.Equal(content, messages[question.Index].GetProperty("content").GetString());
                Assert.Equal(MessageRoles.User, messages[question.Index].GetProperty("role").GetString());
            }
        });

    [Fact]
    public void A_block_is_taken_out_wherever_it_stands() =>
        Gen.Select(Text, Text, Text).Sample((before, context, after) =>
        {
            var block = PromptBlock.Render(context, PromptBlock.NewMarker());
            Assert.Equal(before + after, PromptBlock.Strip(before + block + after));
        });

    [Fact]
    public void Parts_of_a_hash_do_not_run_into_each_other()
    {
        Assert.NotEqual(EpisodeIds.Conversation("a", "b|c", "d"), EpisodeIds.Conversation("a|b", "c", "d"));
        Assert.NotEqual(EpisodeIds.Conversation("ab", "", "d"), EpisodeIds.Conversation("a", "b", "d"));
        Assert.NotEqual(
            EpisodeIds.Episode("c", 1, "user", null, "1"), EpisodeIds.Episode("c", 11, "user", null, ""));
        Assert.NotEqual(
            EpisodeIds.Episode("c", 1, "user", "a", "b"), EpisodeIds.Episode("c", 1, "user", null, "ba"));
    }

    // Puts back what each edit replaced, and takes away what it wrote.
    private static byte[] Undo(byte[] edited, IEnumerable<BodySplice.Edit> edits, byte[] original)
    {
        var bytes = edited.ToList();
        foreach (var edit in edits.OrderBy(edit => edit.Offset))
        {
            bytes.RemoveRange(edit.Offset, edit.Bytes.Length);
            bytes.InsertRange(edit.Offset, original.AsSpan(edit.Offset, edit.Length).ToArray());
        }

        return [.. bytes];
    }
}
