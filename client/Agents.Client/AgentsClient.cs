using System.Runtime.CompilerServices;
using Agents.Client.Chat;
using Agents.Client.Http;
using Agents.Client.Memories;
using Agents.Contracts;

namespace Agents.Client;

/// <summary>A user's memory and a chat that remembers, over HTTP.</summary>
/// <remarks>
/// <para>Thread use: one client serves any number of threads. Make one per server and keep it.</para>
/// <para>Retries: faults that may pass (no connection, a time limit, 429, 502, 503, 504) are tried again with
/// exponential delays, at most <see cref="AgentsClientOptions.TriesMax"/> times in all. Messages carry the same ids on
/// each try, so none takes effect twice.</para>
/// <para>Errors: every method throws <see cref="AgentsException"/> for a call that was refused or did not arrive, and
/// <see cref="OperationCanceledException"/> when its token is cancelled; a cancelled change may have taken
/// effect.</para>
/// <para>The user of a call is the one it names, else <see cref="AgentsClientOptions.User"/>.</para>
/// </remarks>
public sealed partial class AgentsClient : IDisposable
{
    private readonly AgentsClientOptions _options;
    private readonly HttpClient? _owned;
    private readonly Transport _transport;

    /// <summary>Makes a client with connections of its own, which <see cref="Dispose"/> closes.</summary>
    /// <param name="server">The server's root, such as <c>http://127.0.0.1:5080</c>; a <c>/v1</c> at its end is left
    /// out.</param>
    /// <param name="options">Null for the defaults.</param>
    public AgentsClient(Uri server, AgentsClientOptions? options = null)
        : this(Own(server), options ?? new AgentsClientOptions(), owns: true)
    {
    }

    /// <summary>Makes a client over the caller's <see cref="HttpClient"/>, which stays the caller's to
    /// dispose.</summary>
    /// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the server's root. Its own timeout holds too, for
    /// each try.</param>
    /// <param name="options">Null for the defaults.</param>
    public AgentsClient(HttpClient http, AgentsClientOptions? options = null)
        : this(http, options ?? new AgentsClientOptions(), owns: false)
    {
    }

    private AgentsClient(HttpClient http, AgentsClientOptions options, bool owns)
    {
        ArgumentNullException.ThrowIfNull(http);
        options.Validate();
        var root = http.BaseAddress
            ?? throw new ArgumentException("The HttpClient needs a BaseAddress: the server's root.", nameof(http));
        _owned = owns ? http : null;
        _options = options;
        _transport = new Transport(http, RootOf(root), options);
    }

    /// <summary>Remembers turns; they are durable when this returns.</summary>
    /// <remarks>Messages without an id get a random one before the first try. Calling again with the same ids and
    /// contents returns the same receipts.</remarks>
    /// <returns>A receipt for each message, in order.</returns>
    public Task<AddMemoriesResponse> AddAsync(AddMemoriesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = MessageIds.Fill(request) with { User = request.User ?? _options.User };
        return PostAsync<AddMemoriesResponse>(MemoryPaths.Memories, filled, cancellationToken);
    }

    /// <summary>Finds the memories that bear on a question, best first.</summary>
    public Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = request with { User = request.User ?? _options.User };
        return PostAsync<SearchResponse>($"{MemoryPaths.Memories}/search", filled, cancellationToken);
    }

    /// <summary>Returns a block of memories that fits a prompt.</summary>
    public Task<RecallResponse> RecallAsync(RecallRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = request with { User = request.User ?? _options.User };
        return PostAsync<RecallResponse>($"{MemoryPaths.Memories}/recall", filled, cancellationToken);
    }

    /// <summary>Says why a recall comes out as it does.</summary>
    public Task<ExplainResponse> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = request with { User = request.User ?? _options.User };
        return PostAsync<ExplainResponse>($"{MemoryPaths.Memories}/explain", filled, cancellationToken);
    }

    /// <summary>Returns one page of memories, in the order of recording.</summary>
    public Task<ListResponse> ListAsync(ListRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = MemoryPaths.List(request with { User = request.User ?? _options.User });
        return _transport.SendAsync<ListResponse>(HttpMethod.Get, path, null, cancellationToken);
    }

    /// <summary>Returns all memories page by page, from <see cref="ListRequest.Cursor"/> on.</summary>
    public async IAsyncEnumerable<MemoryItem> ListAllAsync(
        ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var cursor = request.Cursor; ;)
        {
            var page = await ListAsync(request with { Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Next is null)
            {
                yield break;
            }

            // The same cursor again would loop for ever.
            if (page.Next == cursor)
            {
                throw new AgentsException($"The server's list does not advance beyond cursor '{cursor}'.");
            }

            cursor = page.Next;
        }
    }

    /// <summary>Returns one memory.</summary>
    public Task<MemoryItem> GetAsync(string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MemoryItem>(HttpMethod.Get, PathOf(id, user), null, cancellationToken);

    /// <summary>Changes a memory's text, pin, hold or expiry; the original text stays in its history.</summary>
    /// <returns>The memory as it is now.</returns>
    public Task<MemoryItem> EditAsync(string id, EditRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = EditBody.Of(request with { User = request.User ?? _options.User });
        return _transport.SendAsync<MemoryItem>(HttpMethod.Patch, MemoryPaths.Of(id, null), body, cancellationToken);
    }

    /// <summary>Takes a memory out of recall; <see cref="RestoreAsync"/> brings it back.</summary>
    /// <remarks>One that is held is refused with <c>held</c> (409), here and in <see cref="EraseAsync"/>.</remarks>
    public Task ForgetAsync(string id, string? user = null, CancellationToken cancellationToken = default) =>
        DeleteAsync(PathOf(id, user), [ErrorCodes.Erased], cancellationToken);

    /// <summary>Brings a forgotten or archived memory back.</summary>
    public Task RestoreAsync(string id, string? user = null, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, PathOf(id, user, "/restore"), cancellationToken);

    /// <summary>Erases one memory for good.</summary>
    /// <remarks>A turn that is erased already is thrown as <c>erased</c> (410), an item as <c>not_found</c> (404),
    /// unless a lost earlier try may have done it.</remarks>
    public Task EraseAsync(string id, string? user = null, CancellationToken cancellationToken = default) =>
        DeleteAsync(
            MemoryPaths.Of(id, user ?? _options.User, string.Empty, ("erase", "true")),
            [ErrorCodes.Erased, ErrorCodes.NotFound],
            cancellationToken);

    /// <summary>Erases a conversation for good, or the whole user where <paramref name="conversation"/> is
    /// null.</summary>
    /// <returns>How many memories are gone. When a first answer was lost and the call was retried, it may be fewer than
    /// were erased.</returns>
    public Task<EraseResponse> EraseAllAsync(
        string user, string? conversation = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        var path = MemoryPaths.WithQuery(
            MemoryPaths.Memories, ("user", user), ("conversation", conversation), ("erase", "true"));
        return _transport.SendAsync<EraseResponse>(HttpMethod.Delete, path, null, cancellationToken);
    }

    /// <summary>Returns every change of one memory, oldest first.</summary>
    public Task<HistoryResponse> HistoryAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<HistoryResponse>(HttpMethod.Get, PathOf(id, user, "/history"), null, cancellationToken);

    /// <summary>Returns the episodes that a memory comes from.</summary>
    public Task<SourcesResponse> SourcesAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<SourcesResponse>(HttpMethod.Get, PathOf(id, user, "/sources"), null, cancellationToken);

    /// <summary>Makes the block that was recalled for a turn again; <c>not_found</c> where none was.</summary>
    public Task<RecalledResponse> RecalledAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RecalledResponse>(HttpMethod.Get, PathOf(id, user, "/recalled"), null, cancellationToken);

    /// <summary>Returns counts, bytes, positions, and how many memories still wait for their vectors.</summary>
    public Task<StatsResponse> StatsAsync(string? user = null, CancellationToken cancellationToken = default)
    {
        var path = MemoryPaths.WithQuery($"{MemoryPaths.Memories}/stats", ("user", user ?? _options.User));
        return _transport.SendAsync<StatsResponse>(HttpMethod.Get, path, null, cancellationToken);
    }

    /// <summary>Returns the ids of the models that the server offers, chat models first, the embedding model
    /// last.</summary>
    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken = default)
    {
        var list = await _transport.SendAsync<ModelList>(
            HttpMethod.Get, "v1/models", null, cancellationToken).ConfigureAwait(false);
        return [.. list.Data.Select(model => model.Id)];
    }

    /// <summary>Asks the LLM behind the gateway and returns the answer's text as it comes.</summary>
    /// <remarks>Faults before the first text are retried; later ones are thrown, and what came is no whole
    /// answer.</remarks>
    public async IAsyncEnumerable<string> ChatAsync(
        ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reply = await OpenChatAsync(request, cancellationToken).ConfigureAwait(false);
        await using (reply.ConfigureAwait(false))
        {
            await foreach (var text in reply.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return text;
            }
        }
    }

    /// <summary>Asks the LLM behind the gateway; the reply also says what memory did.</summary>
    /// <returns>The reply, for the caller to read and to dispose.</returns>
    public async Task<ChatReply> OpenChatAsync(ChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var create = ChatBody.Prepare(_transport, request, request.User ?? _options.User);
        var answer = await _transport.SendAsync(create, OpenStreamAsync, cancellationToken).ConfigureAwait(false);
        return new ChatReply(answer, _transport, _options);
    }

    /// <summary>Closes the client's own connections; a caller's <see cref="HttpClient"/> is left alone.</summary>
    public void Dispose() => _owned?.Dispose();

    private static HttpClient Own(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

        // The options' timeout holds for each try; HttpClient's would also end a stream that is alive.
        return new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
    }

    // Other clients take a base URL with /v1, and ours is easily given the same.
    private static Uri RootOf(Uri server)
    {
        var path = server.AbsolutePath.TrimEnd('/');
        path = path.EndsWith("/v1", StringComparison.Ordinal) ? path[..^3] : path;
        return new UriBuilder(server) { Path = $"{path}/" }.Uri;
    }

    private static Task<HttpResponseMessage> OpenStreamAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? Task.FromResult(answer)
            : throw new AgentsException("The server's answer is no event stream.")
            {
                Status = answer.StatusCode,
                RequestId = AnswerReader.RequestIdOf(answer),
            };

    private string PathOf(string id, string? user, string suffix = "") =>
        MemoryPaths.Of(id, user ?? _options.User, suffix);

    private Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        _transport.SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    private Task<bool> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            () => _transport.Create(method, path, null), (_, _) => Task.FromResult(true), cancellationToken);

    // The first answer of an erasure may be lost on its way; the retry then finds the memory gone, which is what was
    // asked.
    private async Task DeleteAsync(string path, string[] gone, CancellationToken cancellationToken)
    {
        var tries = 0;
        try
        {
            await _transport.SendAsync(
                () =>
                {
                    tries++;
                    return _transport.Create(HttpMethod.Delete, path, null);
                },
                (_, _) => Task.FromResult(true),
                cancellationToken).ConfigureAwait(false);
        }
        catch (AgentsException e) when (tries > 1 && gone.Contains(e.Code))
        {
        }
    }
}
