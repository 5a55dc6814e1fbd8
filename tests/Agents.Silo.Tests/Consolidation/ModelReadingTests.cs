using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Consolidation;

/// <summary>Turns are read by the configured LLM, and by the rules where it fails.</summary>
public sealed class ModelReadingTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-model-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_the_model_says_is_held_against_the_turn_and_what_it_does_not_read_the_rules_do()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var llm = await StubLlm.StartAsync(Token);
        llm.Answer = turn => turn.Contains("Porto", StringComparison.Ordinal)
            ? """
              {"claims":[
                {"subject":"user","slot":"pet","value":"a parrot called Kiki","quote":"a parrot called Kiki","polarity":"holds"},
                {"subject":"user","slot":"home","value":"Paris","quote":"I live in Paris","polarity":"holds"}]}
              """
            : "I am sorry, I cannot do that.";
        await using var silo = await SiloProcess.StartAsync(
            _data,
            [.. embeddings.Arguments, "--llm", llm.Url, "--llm-model", "stub", "--ModelExtraction:Enabled=true"],
            Token);
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "ann" });
        await client.AddAsync(
            new AddMemoriesRequest
            {
                Messages =
                [
                    new MessageInput
                    {
                        Id = "a", Role = MessageRoles.User, Content = "Porto again, with a parrot called Kiki at home.",
                    },
                    new MessageInput { Id = "b", Role = MessageRoles.User, Content = "My name is Marta." },
                ],
            },
            Token);

        var run = await client.ConsolidateAsync(new StartConsolidationRequest(), Token);
        run = await Until.GivesAsync(
            () => client.ConsolidationAsync(run.Id!, null, Token), run => run.State != ConsolidationState.Running);

        Assert.Equal(
            [("a", "pet", "a parrot called Kiki"), ("b", "name", "Marta")],
            run.Changes.Where(change => change.Change == "added")
                .Select(change => (change.Source!, change.Statement!.Slot, change.Statement.Value)));
        Assert.Equal(["a", "b"], run.Changes.Where(change => change.Change == "passed_over")
            .Select(change => change.Source!));
        Assert.Equal("model/extract.v1, rules/1", run.Extractor);
        Assert.InRange(run.Cost!.Calls, 2, 3);
        Assert.True(run.Cost.InputTokens >= 200);
    }

    [Fact]
    public async Task Without_an_llm_it_is_refused_at_the_start()
    {
        var (code, errors, _) = await SiloProcess.RunToEndAsync(
            ["--data", _data, "--urls", "http://127.0.0.1:0", "--ModelExtraction:Enabled=true"],
            new Dictionary<string, string>(),
            Token);

        Assert.NotEqual(0, code);
        Assert.Contains(errors, error => error.Contains("--llm URL", StringComparison.Ordinal));
    }
}
