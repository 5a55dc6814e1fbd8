using System.Globalization;
using System.Text.Json.Nodes;

namespace Agents.Cli.Eval;

/// <summary>One line of a run file, as the public scorers read it.</summary>
internal sealed record RunLine
{
    public required string SampleId { get; init; }

    public required string QuestionId { get; init; }

    public required JsonArray Retrieved { get; init; }

    public required IReadOnlyList<int> Tokens { get; init; }

    public required double Score { get; init; }

    public required double Ms { get; init; }

    /// <summary>Makes the line.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="numericIds">Whether ids that are numbers in the data set are numbers here: the scorers compare by
    /// type.</param>
    public static RunLine Of(Answer answer, bool numericIds) => new()
    {
        SampleId = answer.Sample,
        QuestionId = answer.Question.Id,
        Retrieved = new JsonArray([.. answer.Retrieved.Select(id => (JsonNode)IdOf(id, numericIds))]),
        Tokens = answer.Words,
        Score = answer.Confidence,
        Ms = Math.Round(answer.Milliseconds, 3),
    };

    private static JsonValue IdOf(string id, bool numericIds) =>
        numericIds && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(id);
}
