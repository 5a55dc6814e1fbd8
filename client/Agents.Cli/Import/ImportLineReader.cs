using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Agents.Cli.Commands;
using Agents.Cli.DataSets;
using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary>Reads the JSONL of import and checks each line against the interface's limits.</summary>
internal static partial class ImportLineReader
{
    /// <summary>Reads a file, holding one line at a time; blank lines and lines that are no evidence are left
    /// out.</summary>
    /// <exception cref="CliException">A line is bad; the message names its number and the reason.</exception>
    public static IEnumerable<ImportMessage> Read(string path)
    {
        using var reader = JsonReading.OpenText(path);
        for (var number = 1L; NextLine(reader, path, number) is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text) && Parse(text, path, number) is { } message)
            {
                yield return message;
            }
        }
    }

    private static string? NextLine(StreamReader reader, string path, long number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw Bad(path, number, $"it, or a line soon after, is not UTF-8 ({e.Message})", e);
        }
    }

    private static ImportMessage? Parse(string text, string path, long number)
    {
        ImportLine line;
        try
        {
            line = JsonSerializer.Deserialize<ImportLine>(text, AgentsJson.Options)
                ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw Bad(
                path, number, JsonReading.FaultOf(e, """a message such as {"role":"user","content":"Hello"}"""), e);
        }

        if (Fault(line) is { } fault)
        {
            throw Bad(path, number, fault, null);
        }

        return line.Evidence == false ? null : new ImportMessage(
            line.User,
            line.Conversation,
            line.Agent,
            line.Metadata,
            new MessageInput
            {
                Id = line.Id ?? DerivedId.Of(line, number),
                Role = line.Role!,
                Author = line.Author,
                Content = line.Content!,
                Time = line.Time is not null && Times.TryParse(line.Time, out var time) ? time : null,
            });
    }

    private static string? Fault(ImportLine line)
    {
        if (line.Unknown?.Keys.FirstOrDefault() is { } unknown)
        {
            return $"'{unknown}' is no field of a message; there are user, conversation, agent, id, role, author, "
                + "content, time, metadata and evidence";
        }

        if (line.Role is null || !MessageRoles.All.Contains(line.Role))
        {
            return $"role is '{line.Role}', and must be one of {string.Join(", ", MessageRoles.All)}";
        }

        if (string.IsNullOrWhiteSpace(line.Content))
        {
            return "content is missing or empty";
        }

        if (Encoding.UTF8.GetByteCount(line.Content) > MemoryLimits.MessageBytesMax)
        {
            return $"content is longer than {MemoryLimits.MessageBytesMax} bytes; split it into several messages";
        }

        if (line.Time is not null && !Times.TryParse(line.Time, out _))
        {
            return $"time '{line.Time}' is no RFC 3339 time with an offset, such as {Times.Form}";
        }

        if (line.User is not null
            && (line.User.Length == 0 || Encoding.UTF8.GetByteCount(line.User) > MemoryLimits.UserIdBytesMax))
        {
            return $"user must be 1 to {MemoryLimits.UserIdBytesMax} bytes";
        }

        return IdFault("id", line.Id) ?? IdFault("conversation", line.Conversation);
    }

    private static string? IdFault(string field, string? id) => id is null || Id().IsMatch(id)
        ? null
        : $"{field} '{id}' must be 1 to {MemoryLimits.IdCharsMax} of A-Z a-z 0-9 . _ : ~ -";

    private static CliException Bad(string path, long number, string reason, Exception? cause) =>
        new($"{path}, line {number}: {reason}. Nothing was sent.", cause);

    [GeneratedRegex(@"^[A-Za-z0-9._:~-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
