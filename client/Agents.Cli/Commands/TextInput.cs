namespace Agents.Cli.Commands;

/// <summary>A message from the arguments, or else from standard input.</summary>
internal static class TextInput
{
    public static async Task<string> ReadAsync(CommandContext context, string[]? words)
    {
        var text = words is { Length: > 0 }
            ? string.Join(' ', words)
            : (await context.Console.Input.ReadToEndAsync(context.CancellationToken)).TrimEnd('\r', '\n');
        return string.IsNullOrWhiteSpace(text)
            ? throw new CliException("There is no text: write it after the command or pipe it in.")
            : text;
    }
}
