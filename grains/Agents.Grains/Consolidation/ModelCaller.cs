using System.Net;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>Asks the model of consolidation, within its budget and its time.</summary>
/// <remarks>One for a silo. Each question makes two calls at most, and each call is reserved of the budget before it is
/// made. What the model does wrong is an outcome and no exception.</remarks>
internal sealed partial class ModelCaller(
    IChatClient client,
    ITokenCounter tokens,
    IOptions<ModelExtractionOptions> options,
    ModelExtractionTelemetry telemetry,
    TimeProvider clock,
    ILogger<ModelCaller> logger)
{
    private const int CallsMax = 2;

    // What providers add to each message.
    private const int TokensOfFraming = 16;

    private readonly ModelExtractionOptions _options = options.Value;
    private readonly CallPause _pause = new(clock);
    private volatile bool _plain;

    /// <summary>Asks a question.</summary>
    /// <typeparam name="T">What an answer is read as.</typeparam>
    /// <param name="messages">The question.</param>
    /// <param name="read">Reads an answer; null where it is in no form that was asked for.</param>
    /// <param name="budget">The budget of the user whom it is about.</param>
    /// <param name="cancellationToken">Cancels it; what the call under way may cost stays charged.</param>
    /// <exception cref="OperationCanceledException">It was cancelled by the caller.</exception>
    public async Task<ModelCall<T>> AskAsync<T>(
        ChatMessage[] messages, Func<string, T?> read, ModelBudget budget, CancellationToken cancellationToken)
        where T : class
    {
        var call = new ModelCall<T>(ModelOutcome.Paused);
        var spent = default(Spending);
        Exception? refusal = null;
        for (var number = 1; number <= CallsMax && !_pause.IsOn; number++)
        {
            // A second try asks for nothing that a provider may refuse.
            var plain = _plain || number > 1;
            var next = await CallAsync(messages, read, plain, budget, cancellationToken);
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

        return call with { Spent = spent };
    }

    private async Task<ModelCall<T>> CallAsync<T>(
        ChatMessage[] messages,
        Func<string, T?> read,
        bool plain,
        ModelBudget budget,
        CancellationToken cancellationToken)
        where T : class
    {
        var input = messages.Sum(message => tokens.Count(message.Text) + TokensOfFraming);
        if (budget.Reserve(input, _options.AnswerTokensMax, out var charge) is { } refused)
        {
            return new ModelCall<T>(refused);
        }

        var call = await CallAsync(messages, read, plain, charge!, input, cancellationToken);
        _pause.Note(call.Outcome is ModelOutcome.TimedOut or ModelOutcome.Failed);
        telemetry.Called(call.Outcome, call.Spent);
        if (call.Outcome != ModelOutcome.Read)
        {
            LogSkipped(call.Outcome, call.Fault?.GetType().Name);
        }

        return call;
    }

    private async Task<ModelCall<T>> CallAsync<T>(
        ChatMessage[] messages,
        Func<string, T?> read,
        bool plain,
        ModelCharge charge,
        int input,
        CancellationToken cancellationToken)
        where T : class
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
            var answer = await Task.Run(() => read(text), cancellationToken);
            return answer is not null ? new ModelCall<T>(ModelOutcome.Read, spent, answer)
                : new ModelCall<T>(
                    string.IsNullOrWhiteSpace(text) ? ModelOutcome.Empty : ModelOutcome.Unreadable, spent);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception fault) when (fault is OperationCanceledException || late.IsCancellationRequested)
        {
            // The provider may have worked, and may ask to be paid for it.
            return new ModelCall<T>(ModelOutcome.TimedOut, charge.Reserved, Fault: fault);
        }
#pragma warning disable CA1031 // Whatever a client throws, consolidation goes on without the model.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new ModelCall<T>(ModelOutcome.Failed, charge.Settle(0, 0), Fault: fault);
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

    [LoggerMessage(LogLevel.Warning, "The model gave no answer that can be used: {Outcome} {Fault}.")]
    private partial void LogSkipped(ModelOutcome outcome, string? fault);

    [LoggerMessage(LogLevel.Information, "The model refuses JSON mode; it is asked without from now on.")]
    private partial void LogPlain();
}
