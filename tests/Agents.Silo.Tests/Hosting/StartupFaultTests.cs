using System.Net;
using System.Net.Sockets;
using Agents.Silo.Configuration;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Hosting;

/// <summary>A silo that cannot start says so in one line and with an exit code, as a supervisor and a person need
/// it.</summary>
public sealed class StartupFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-start-").FullName;

    private static Dictionary<string, string> Nothing => [];

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("The option --colour is unknown", "--colour", "red")]
    [InlineData("needs a value", "--data")]
    [InlineData("--data is empty", "--data", "")]
    [InlineData("--user is empty", "--user", "")]
    [InlineData("--user must be 1 to 256 bytes", "--user", "two\nlines")]
    [InlineData("is not an option", "data")]
    [InlineData("is not loopback", "--urls", "http://0.0.0.0:5080")]
    [InlineData("is no URL", "--urls", "5080")]
    [InlineData("--urls names no address", "--urls", ";")]
    [InlineData("plain HTTP", "--urls", "https://127.0.0.1:5083")]
    [InlineData("has a path", "--urls", "http://127.0.0.1:5094/base")]
    [InlineData("free port of a name", "--urls", "http://localhost:0")]
    [InlineData("is no base URL", "--llm", "localhost")]
    [InlineData("--llm is not set", "--llm-model", "gpt")]
    [InlineData("needs --embeddings-model", "--embeddings", "http://127.0.0.1:1/v1")]
    [InlineData("there is no folder", "--model", "does-not-exist")]
    [InlineData("--reranker: there is no folder", "--reranker", "does-not-exist")]
    [InlineData("--reranker is empty", "--reranker", "")]
    [InlineData(
        "--reranker late reads the vectors of single words", "--reranker", "late", "--embeddings=http://127.0.0.1:1/v1",
        "--embeddings-model=m", "--embeddings-dimension=3")]
    [InlineData("UserMemory:RerankDeadlineMs must be between 1 and 60000", "--UserMemory:RerankDeadlineMs=0")]
    [InlineData("UserMemory:RerankWeight must be between 0 and 100", "--UserMemory:RerankWeight=-1")]
    [InlineData("there is no file", "--keys", "does-not-exist.json")]
    [InlineData("The option --silo-port is 'many'; give a whole number", "--silo-port", "many")]
    [InlineData("may be cpu or cuda", "--accelerator", "tpu")]
    [InlineData("UserMemory:MemoriesMax must be between 1 and 100000000", "--UserMemory:MemoriesMax=0")]
    [InlineData("UserMemory:MemoriesMax is 'abc'; give a whole number", "--UserMemory:MemoriesMax=abc")]
    [InlineData("Embedding:BatchTokensMax is 8, but must be from 16 to 1048576", "--Embedding:BatchTokensMax=8")]
    [InlineData("Embedding:BatchTokensMax is 'abc'; give a whole number", "--Embedding:BatchTokensMax=abc")]
    [InlineData("EmbeddingShards:Shards must be between 1 and 1024", "--EmbeddingShards:Shards=0")]
    [InlineData("There is no setting EmbeddingShards:Count", "--EmbeddingShards:Count=2")]
    [InlineData("There is no setting UserMemory:MemoryMax", "--UserMemory:MemoryMax=5")]
    [InlineData("Gateway:Limits:SearchLimitMax is 0; give 1 to 10000", "--Gateway:Limits:SearchLimitMax=0")]
    [InlineData("Gateway:Limits:SearchLimitMax is 'abc'", "--Gateway:Limits:SearchLimitMax=abc")]
    [InlineData("Logging:LogLevel:Default is 'loud'; give one of Trace", "--Logging:LogLevel:Default=loud")]
    [InlineData("Storage:Kind is 'tape' and may be files, azure-blobs or postgres", "--Storage:Kind=tape")]
    [InlineData("Storage:Postgres:ConnectionString is not set", "--Storage:Kind=postgres")]
    [InlineData("There is no setting Storage:Postgres:Bucket", "--Storage:Postgres:Bucket=b")]
    [InlineData(
        "The schema agents of the database a on 127.0.0.1 cannot be used", "--Storage:Kind=postgres",
        "--Storage:Postgres:ConnectionString=Host=127.0.0.1;Port=9;Database=a;Username=u")]
    [InlineData("--roles is 'gateway,cook'; give one or several of", "--roles", "gateway,cook")]
    [InlineData("this process is alone and needs gateway and memory", "--roles", "memory")]
    [InlineData(
        "Storage:Kind is files, which is for one silo", "--Cluster:Kind=redis",
        "--Cluster:ConnectionString=127.0.0.1:9")]
    [InlineData(
        "this node makes none: give it the one that the memory nodes have", "--roles", "gateway",
        "--Cluster:Kind=redis", "--Cluster:ConnectionString=127.0.0.1:9", "--Storage:Kind=azure-blobs")]
    [InlineData("There is no setting Cluster:Kinds", "--Cluster:Kinds=redis")]
    [InlineData("There is no setting Storage:AzureBlobs:Bucket", "--Storage:AzureBlobs:Bucket=b")]
    [InlineData("Storage:AzureBlobs:ConnectionString and ServiceUri are not set", "--Storage:Kind=azure-blobs")]
    [InlineData(
        "Storage:AzureBlobs:Container is 'No'", "--Storage:Kind=azure-blobs", "--Storage:AzureBlobs:Container=No",
        "--Storage:AzureBlobs:ServiceUri=https://a.example")]
    [InlineData(
        "The container agents of 127.0.0.1 cannot be used", "--Storage:Kind=azure-blobs",
        "--Storage:AzureBlobs:ConnectionString=DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;"
            + "BlobEndpoint=http://127.0.0.1:9/a;",
        "--Storage:AzureBlobs:RetriesMax=0")]
    public async Task A_wrong_option_is_named(string expected, params string[] arguments)
    {
        // As the program does, which writes the message down; that it does is asked once for each kind, below.
        var fault = await Assert.ThrowsAsync<StartupException>(
            () => SiloHost.StartAsync(["--data", Data, .. arguments], TestContext.Current.CancellationToken));

        Assert.Contains(expected, Assert.Single(fault.Message.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The option --colour is unknown", "--colour", "red")]
    [InlineData("There is no setting Cluster:Kinds", "--Cluster:Kinds=redis")]
    [InlineData(
        "The schema agents of the database a on 127.0.0.1 cannot be used", "--Storage:Kind=postgres",
        "--Storage:Postgres:ConnectionString=Host=127.0.0.1;Port=9;Database=a;Username=u")]
    public Task A_program_with_a_wrong_option_writes_one_line_and_fails(string expected, params string[] arguments) =>
        RefusesAsync(expected, ["--data", Data, .. arguments], Nothing);

    [Theory]
    [InlineData("{")]
    [InlineData("""{"keys":[{"id":"k"}]}""")]
    public async Task A_broken_key_file_is_named(string text)
    {
        var file = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        await RefusesAsync(file, ["--data", Data, "--keys", file], Nothing);
    }

    [Theory]
    [InlineData("AGENTS_DEMO", "maybe", "The environment variable AGENTS_DEMO is 'maybe'; give true or false")]
    [InlineData("UserMemory__MemoriesMax", "abc", "UserMemory:MemoriesMax is 'abc'")]
    public Task A_wrong_variable_is_named_as_it_was_given(string name, string value, string expected) =>
        RefusesAsync(expected, ["--data", Data], new Dictionary<string, string> { [name] = value });

    [Fact]
    public async Task Every_fault_has_its_line()
    {
        var (_, errors, _) = await SiloProcess.RunToEndAsync(
            ["--data", Data, "--UserMemory:MemoriesMax=0", "--Gateway:Limits:SearchLimitMax=0"],
            Nothing,
            TestContext.Current.CancellationToken);

        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public async Task A_second_silo_on_one_data_folder_is_refused()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await using var first = await SiloProcess.StartAsync(
            Data, stub.Arguments, TestContext.Current.CancellationToken);

        await RefusesAsync(
            "in use by another process",
            ["--data", Data, "--urls", "http://127.0.0.1:0", .. stub.Arguments],
            Nothing);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        await RefusesAsync(
            "is in use",
            ["--data", Data, "--urls", $"http://{listener.LocalEndpoint}", .. stub.Arguments],
            Nothing);
    }

    [Theory]
    [InlineData("--silo-port")]
    [InlineData("--gateway-port")]
    public async Task A_port_of_Orleans_in_use_is_named(string option)
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await RefusesAsync(
            $"{port} is in use: stop what listens there, or take another with {option} N",
            ["--data", Data, "--urls", "http://127.0.0.1:0", option, $"{port}", .. stub.Arguments],
            Nothing);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Data, "a file stands where the folder should", TestContext.Current.CancellationToken);

        await RefusesAsync(
            $"{Data} is a file",
            ["--data", Data, "--urls", "http://127.0.0.1:0", .. stub.Arguments],
            Nothing);
    }

    [Fact]
    public async Task A_damaged_key_ring_is_named_without_the_terms_of_a_parser()
    {
        Directory.CreateDirectory(Data);
        var ring = Path.Combine(Data, "keyring.json");
        await File.WriteAllTextAsync(ring, "{\n,", TestContext.Current.CancellationToken);

        await RefusesAsync(
            $"The key ring {ring} is damaged in line 2: restore it from a backup.",
            ["--data", Data, "--urls", "http://127.0.0.1:0"],
            Nothing);
    }

    [Fact]
    public Task Without_npm_and_without_a_cached_model_the_remedy_is_named() => RefusesAsync(
        "npm",
        ["--data", Data, "--urls", "http://127.0.0.1:0", "--cache", Path.Combine(_folder, "cache")],
        new Dictionary<string, string> { ["PATH"] = _folder });

    [Fact]
    public async Task A_model_folder_without_a_model_is_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "model")).FullName;

        await RefusesAsync(
            empty,
            ["--data", Data, "--urls", "http://127.0.0.1:0", "--model", empty],
            Nothing);
    }

    [Fact]
    public async Task A_reranker_folder_without_a_model_is_named()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "reranker")).FullName;

        await RefusesAsync(
            $"{Path.Combine(empty, "config.json")} is missing",
            ["--data", Data, "--urls", "http://127.0.0.1:0", "--reranker", empty, .. stub.Arguments],
            Nothing);
    }

    [Fact]
    public async Task Sigterm_ends_it_in_time_and_with_success()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            Data, stub.Arguments, TestContext.Current.CancellationToken);

        Assert.Equal(0, await silo.TerminateAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task RefusesAsync(
        string expected, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // A busy machine has Orleans warn of turns that took long, and of threads that stood still, which is no part of
        // the fault.
        var (exitCode, errors, output) = await SiloProcess.RunToEndAsync(
            [
                "--Logging:LogLevel:Orleans.Runtime.Scheduler=Error",
                "--Logging:LogLevel:Orleans.Runtime.MembershipService.LocalSiloHealthMonitor=Error",
                .. arguments,
            ],
            environment,
            TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(errors);
        Assert.Contains(expected, line, StringComparison.Ordinal);

        // The one line is not buried under what the framework has to say about it.
        Assert.DoesNotContain(output, logged => !logged.StartsWith("Fetching ", StringComparison.Ordinal));
    }
}
