using System.Net;
using Agents.Memory.Consolidation;
using Agents.Memory.Extraction.Model;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>Reads a turn with a language model, and keeps what the turn bears out.</summary>
/// <remarks>
/// One for a silo. A turn is never lost by it: whatever the model does, the reading says what came of it, and the
/// caller leaves the turn to the rules where it was skipped. Each reading makes two calls at most, and each call is
/// reserved of the budget before it is made.
/// </remarks>
internal sealed partial class ModelExtractor(
    IChatClient client,
    ITokenCounter tokens,
    IOptions<ModelExtractionOptions> options,
    ModelExtractionTelemetry telemetry,
    TimeProvider clock,
    ILogger<ModelExtractor> logger)
{
    /// <summary>What stands in the log as the extractor of its claims.</summary>
    public const string Name = "model/" + ExtractionPrompt.Version;

    private const int CallsMax = 2;

    // What providers add to each message.
    private const int TokensOfFraming = 16;

    private readonly ModelExtractionOptions _options = options.Value;
    private readonly CallPause _pause = new(clock);
    private volatile bool _plain;

    /// <summary>Reads a turn.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="budget">The budget of the user whose turn it is.</param>
    /// <param name="cancellationToken">Cancels the reading; what the call under way may cost stays charged.</param>
    /// <returns>The reading. What the model does wrong is an outcome of it and no exception.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled by the caller.</exception>
    public async Task<ModelReading> ReadAsync(
        SourceText text, ModelBudget budget, CancellationToken cancellationToken)
    {
        var messages = ExtractionPrompt.For(text.Text, _options.TurnCharsMax);
        var call = new Call(ModelOutcome.Paused);
        var spent = default(Spending);
        Exception? refusal = null;
        for (var number = 1; number <= CallsMax && !_pause.IsOn; number++)
        {
            // A second try asks for nothing that a provider may refuse.
            var plain = _plain || number > 1;
            var next = await CallAsync(messages, plain, budget, cancellationToken);
            if (next.IsOverBudget && number > 1)
            {
                break;
            }

            call = next;
            spent += call.Spent;
            if (call.Outcome == ModelOutcome.Read && plain && refusal is not null)
            {
                _plain = true;
                LogPlain();
            }

            refusal = !plain && call.Fault is { } fault && Refuses(fault) ? fault : null;
            if (!call.IsWorthAnother)
            {
                break;
            }
        }

        var reading = call.Answer is { } answer
            ? await Task.Run(() => Ground(text, answer, spent), cancellationToken)
            : ModelReading.Skip(call.Outcome, spent);
        telemetry.Finished(reading);
        return reading;
    }

    private ModelReading Ground(SourceText text, ModelAnswer answer, Spending spent)
    {
        var grounded = Grounding.Ground(text.Text, text.Time, answer.Statements, _options.ClaimsMax);

        // A model of which the turn bears out nothing has read something else; one that found nothing has read it.
        var outcome = grounded.Claims.Count == 0 && answer.Statements.Count > 0
            ? ModelOutcome.Ungrounded : ModelOutcome.Read;
        return new ModelReading(outcome, grounded.Claims, grounded.Refused, spent);
    }

    private async Task<Call> CallAsync(
        ChatMessage[] messages, bool plain, ModelBudget budget, CancellationToken cancellationToken)
    {
        var input = messages.Sum(message => tokens.Count(message.Text) + TokensOfFraming);
        if (budget.Reserve(input, _options.AnswerTokensMax, out var charge) is { } refused)
        {
            return new Call(refused);
        }

        var call = await AskAsync(messages, plain, charge!, input, cancellationToken);
        _pause.Note(call.Outcome is ModelOutcome.TimedOut or ModelOutcome.Failed);
        telemetry.Called(call.Outcome, call.Spent);
        if (call.Outcome != ModelOutcome.Read)
        {
            LogSkipped(call.Outcome, call.Fault?.GetType().Name);
        }

        return call;
    }

    private async Task<Call> AskAsync(
        ChatMessage[] messages, bool plain, ModelCharge charge, int input, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMs), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // Some clients work before they first wait, and some never look at the token.
            var response = await Task.Run(
                () => client.GetResponseAsync(messages, Options(plain), either.Token), either.Token)
                .WaitAsync(either.Token);
            var text = response.Text;
            var spent = charge.Settle(
                response.Usage?.InputTokenCount ?? input, response.Usage?.OutputTokenCount ?? tokens.Count(text));
            var answer = await Task.Run(() => ModelAnswer.Parse(text, _options.AnswerCharsMax), cancellationToken);
            return answer.Skipped is null ? new Call(ModelOutcome.Read, spent, answer)
                : new Call(string.IsNullOrWhiteSpace(text) ? ModelOutcome.Empty : ModelOutcome.Unreadable, spent);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception fault) when (fault is OperationCanceledException || late.IsCancellationRequested)
        {
            // The provider may have worked, and may ask to be paid for it.
            return new Call(ModelOutcome.TimedOut, charge.Reserved, Fault: fault);
        }
#pragma warning disable CA1031 // Whatever a client throws, the rules read the turn.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new Call(ModelOutcome.Failed, charge.Settle(0, 0), Fault: fault);
        }
    }

    private ChatOptions Options(bool plain) => new()
    {
        ModelId = _options.Model,
        MaxOutputTokens = _options.AnswerTokensMax,
        ResponseFormat = plain ? null : ChatResponseFormat.Json,
        Temperature = plain ? null : 0,
    };

    /// <summary>Tells a request that is refused for what it asks from a provider that is down.</summary>
    private static bool Refuses(Exception fault) =>
        fault is NotSupportedException or ArgumentException
        || fault is HttpRequestException
        {
            StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
        }
        || RefusalWords.Any(word => fault.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    // Providers have no common exception; their SDKs have the status and the field in the message.
    private static readonly string[] RefusalWords =
        ["response_format", "response format", "json", "temperature", "HTTP 400", "HTTP 422"];

    [LoggerMessage(LogLevel.Warning, "A turn was not read by the model: {Outcome} {Fault}.")]
    private partial void LogSkipped(ModelOutcome outcome, string? fault);

    [LoggerMessage(LogLevel.Information, "The model refuses JSON mode; it is asked without from now on.")]
    private partial void LogPlain();

    /// <summary>One call of the model.</summary>
    private sealed record Call(
        ModelOutcome Outcome, Spending Spent = default, ModelAnswer? Answer = null, Exception? Fault = null)
    {
        public bool IsOverBudget => Outcome is ModelOutcome.UserTokens or ModelOutcome.UserMoney
            or ModelOutcome.TenantTokens or ModelOutcome.TenantMoney;

        // One that did not come in time would not come in time again.
        public bool IsWorthAnother => Outcome is ModelOutcome.Failed or ModelOutcome.Empty or ModelOutcome.Unreadable;
    }
}
