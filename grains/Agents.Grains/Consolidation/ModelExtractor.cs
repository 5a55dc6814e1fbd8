using Agents.Memory.Consolidation;
using Agents.Memory.Extraction.Model;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>Reads a turn with a language model, and keeps what the turn bears out.</summary>
/// <remarks>A turn is never lost by it: whatever the model does, the reading says what came of it, and the caller
/// leaves the turn to the rules where it was skipped.</remarks>
internal sealed class ModelExtractor(
    ModelCaller model, IOptions<ModelExtractionOptions> options, ModelExtractionTelemetry telemetry)
{
    /// <summary>What stands in the log as the extractor of its claims.</summary>
    public const string Name = "model/" + ExtractionPrompt.Version;

    private readonly ModelExtractionOptions _options = options.Value;

    /// <summary>Reads a turn.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="budget">The budget of the user whose turn it is.</param>
    /// <param name="cancellationToken">Cancels the reading; what the call under way may cost stays charged.</param>
    /// <returns>The reading. What the model does wrong is an outcome of it and no exception.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled by the caller.</exception>
    public async Task<ModelReading> ReadAsync(
        SourceText text, ModelBudget budget, CancellationToken cancellationToken)
    {
        var call = await model.AskAsync(
            ExtractionPrompt.For(text.Text, _options.TurnCharsMax), Parse, budget, cancellationToken);
        var reading = call.Answer is { } answer
            ? await Task.Run(() => Ground(text, answer, call.Spent), cancellationToken)
            : ModelReading.Skip(call.Outcome, call.Spent);
        telemetry.Finished(reading);
        return reading;
    }

    private ModelAnswer? Parse(string text)
    {
        var answer = ModelAnswer.Parse(text, _options.AnswerCharsMax);
        return answer.Skipped is null ? answer : null;
    }

    private ModelReading Ground(SourceText text, ModelAnswer answer, Spending spent)
    {
        var grounded = Grounding.Ground(text.Text, text.Time, answer.Statements, _options.ClaimsMax);

        // A model of which the turn bears out nothing has read something else; one that found nothing has read it.
        var outcome = grounded.Claims.Count == 0 && answer.Statements.Count > 0
            ? ModelOutcome.Ungrounded : ModelOutcome.Read;
        return new ModelReading(outcome, grounded.Claims, grounded.Refused, spent);
    }
}
