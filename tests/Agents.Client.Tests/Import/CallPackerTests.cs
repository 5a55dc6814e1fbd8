using System.Text.Json;
using Agents.Cli.Import;
using Agents.Contracts;

namespace Agents.Client.Tests.Import;

public sealed class CallPackerTests
{
    [Fact]
    public void A_call_holds_at_most_a_thousand_messages()
    {
        var calls = CallPacker.Pack(Enumerable.Range(0, 2500).Select(i => Message("ada", "c1", "x", i))).ToList();

        Assert.Equal([1000, 1000, 500], calls.Select(call => call.Messages.Count));
    }

    [Fact]
    public void A_call_stays_within_the_bytes_of_a_body()
    {
        // Control characters take six bytes of JSON each, so counting characters would not do.
        var text = new string('\u0001', 100_000);

        var calls = CallPacker.Pack(Enumerable.Range(0, 40).Select(i => Message("ada", "c1", text, i))).ToList();

        Assert.Equal(40, calls.Sum(call => call.Messages.Count));
        Assert.All(calls, call => Assert.True(
            JsonSerializer.SerializeToUtf8Bytes(call, AgentsJson.Options).Length <= MemoryLimits.BodyBytesMax));
        Assert.True(calls.Count is > 1 and < 6, $"{calls.Count} calls");
    }

    [Fact]
    public void Messages_travel_together_while_their_call_is_the_same()
    {
        var calls = CallPacker.Pack(
        [
            Message("ada", "c1", "x", 0),
            Message("ada", "c1", "x", 1),
            Message("ada", "c2", "x", 2),
            Message("bo", "c2", "x", 3),
            Message("bo", "c2", "x", 4) with { Metadata = new Dictionary<string, string> { ["k"] = "v" } },
            Message("bo", "c2", "x", 5) with { Metadata = new Dictionary<string, string> { ["k"] = "v" } },
            Message("bo", "c2", "x", 6) with { Agent = "a" },
        ]).ToList();

        Assert.Equal(
            ["0 1", "2", "3", "4 5", "6"], calls.Select(call => string.Join(' ', call.Messages.Select(m => m.Id))));
        Assert.Equal("v", calls[3].Metadata!["k"]);
        Assert.Equal("a", calls[4].Agent);
    }

    [Fact]
    public void Nothing_makes_no_call()
    {
        Assert.Empty(CallPacker.Pack(Array.Empty<ImportMessage>()));
    }

    private static ImportMessage Message(string user, string conversation, string text, int id) => new(
        user,
        conversation,
        null,
        null,
        new MessageInput { Id = $"{id}", Role = MessageRoles.User, Content = text });
}
