using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Llm;

/// <summary>
/// Writes answers of a chat client in OpenAI's format; every key that strict clients look for is there.
/// </summary>
internal sealed class ChatWire(string id, long created, string model, bool includesUsage)
{
    private int _calls;

    /// <summary>The end of a stream.</summary>
    public static SseEvent Done { get; } = new("data: [DONE]\n\n"u8.ToArray(), "[DONE]"u8.ToArray());

    public SseEvent Role() =>
        Chunk(new JsonObject { ["role"] = "assistant", ["content"] = string.Empty, ["refusal"] = null });

    public SseEvent Text(string text) => Chunk(new JsonObject { ["content"] = text });

    public SseEvent Call(FunctionCallContent call) =>
        Chunk(new JsonObject { ["tool_calls"] = new JsonArray(CallOf(call, _calls++)) });

    public SseEvent Finish(ChatFinishReason reason) => Chunk([], reason.Value);

    public SseEvent Usage(UsageDetails usage)
    {
        var chunk = Head("chat.completion.chunk");
        chunk["choices"] = new JsonArray();
        chunk["usage"] = UsageOf(usage);
        return Event(chunk);
    }

    /// <summary>Returns a whole answer.</summary>
    public byte[] Completion(ChatResponse response, ChatFinishReason reason, UsageDetails usage)
    {
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToArray();
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = response.Text.Length == 0 && calls.Length > 0 ? null : response.Text,
            ["refusal"] = null,
        };
        if (calls.Length > 0)
        {
            message["tool_calls"] = new JsonArray([.. calls.Select(call => (JsonNode)CallOf(call, null))]);
        }

        var completion = Head("chat.completion");
        completion["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = message,
            ["logprobs"] = null,
            ["finish_reason"] = reason.Value,
        });
        completion["usage"] = UsageOf(usage);
        return JsonSerializer.SerializeToUtf8Bytes(completion, AgentsJson.Options);
    }

    private static JsonObject CallOf(FunctionCallContent call, int? index)
    {
        var written = new JsonObject();
        if (index is not null)
        {
            written["index"] = index;
        }

        written["id"] = call.CallId;
        written["type"] = "function";
        written["function"] = new JsonObject
        {
            ["name"] = call.Name,
            ["arguments"] = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()),
        };
        return written;
    }

    private static JsonObject UsageOf(UsageDetails usage)
    {
        var prompt = usage.InputTokenCount ?? 0;
        var completion = usage.OutputTokenCount ?? 0;
        return new JsonObject
        {
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = completion,
            ["total_tokens"] = usage.TotalTokenCount ?? (prompt + completion),
        };
    }

    private static SseEvent Event(JsonObject chunk)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("data: "u8);
        var data = JsonSerializer.SerializeToUtf8Bytes(chunk, AgentsJson.Options);
        bytes.Write(data);
        bytes.Write("\n\n"u8);
        return new SseEvent(bytes.WrittenMemory, data);
    }

    private SseEvent Chunk(JsonObject delta, string? finishReason = null)
    {
        var chunk = Head("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finishReason,
        });
        if (includesUsage)
        {
            chunk["usage"] = null;
        }

        return Event(chunk);
    }

    private JsonObject Head(string kind) => new()
    {
        ["id"] = id,
        ["object"] = kind,
        ["created"] = created,
        ["model"] = model,
        ["system_fingerprint"] = null,
    };
}
