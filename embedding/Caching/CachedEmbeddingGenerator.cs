using Microsoft.Extensions.AI;

namespace Agents.Embedding.Caching;

/// <summary>
/// Remembers vectors by the hash of their text, and computes a text that several callers ask for only once.
/// </summary>
/// <remarks>
/// Texts are not kept. A caller that leaves does not disturb the others; a computation that all have left is cancelled.
/// An interactive call never waits for a background one that computes the same text: it computes the text itself.
/// Failures are not remembered. Thread-safe.
/// </remarks>
internal sealed class CachedEmbeddingGenerator : DelegatingEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Lock _gate = new();
    private readonly LruCache<UInt128, CachedVector> _vectors;
    private readonly Dictionary<UInt128, (SharedCall Call, int Index)> _running = [];

    /// <param name="inner">Computes vectors of one model; owned.</param>
    /// <param name="capacity">The most vectors to remember; at least 1.</param>
    public CachedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, int capacity)
        : base(inner)
    {
        _vectors = new LruCache<UInt128, CachedVector>(capacity);
    }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (InnerGenerator.GetService<EmbeddingGeneratorMetadata>() is { } metadata)
        {
            EmbeddingRequestCheck.Check(options, metadata);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var keys = new UInt128[texts.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = TextHash.Of(texts[i]);
        }

        var found = new CachedVector?[keys.Length];
        var waits = Look(keys, texts, EmbeddingProperties.IsBackground(options), found, out var own);
        if (own is not null)
        {
            _ = ComputeAsync(own, options);
        }

        if (waits is not null)
        {
            await WaitAsync(waits, found, cancellationToken).ConfigureAwait(false);
        }

        return ToEmbeddings(found);
    }

    // What is known goes into found; what is being computed, by others or by a new call of this caller, is returned.
    private List<(int Place, SharedCall Call, int Index)>? Look(
        UInt128[] keys, IReadOnlyList<string> texts, bool isBackground, CachedVector?[] found, out SharedCall? own)
    {
        own = null;
        List<(int Place, SharedCall Call, int Index)>? waits = null;
        lock (_gate)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                if (_vectors.TryGet(keys[i], out found[i]))
                {
                    continue;
                }

                if (!_running.TryGetValue(keys[i], out var running) || (running.Call.IsBackground && !isBackground))
                {
                    own ??= new SharedCall(isBackground);
                    running = _running[keys[i]] = (own, own.Texts.Count);
                    own.Keys.Add(keys[i]);
                    own.Texts.Add(texts[i]);
                }

                running.Call.Waiters++;
                (waits ??= []).Add((i, running.Call, running.Index));
            }
        }

        return waits;
    }

    private async Task WaitAsync(
        List<(int Place, SharedCall Call, int Index)> waits, CachedVector?[] found, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (place, call, index) in waits)
            {
                found[place] = (await call.Completion.WaitAsync(cancellationToken).ConfigureAwait(false))[index];
            }
        }
        finally
        {
            Leave(waits);
        }
    }

    private void Leave(List<(int Place, SharedCall Call, int Index)> waits)
    {
        List<SharedCall>? abandoned = null;
        lock (_gate)
        {
            foreach (var (_, call, _) in waits)
            {
                if (--call.Waiters == 0 && !call.Completion.IsCompleted)
                {
                    Forget(call);
                    (abandoned ??= []).Add(call);
                }
            }
        }

        abandoned?.ForEach(call => call.Cancel());
    }

    private async Task ComputeAsync(SharedCall call, EmbeddingGenerationOptions? options)
    {
        try
        {
            var embeddings = await InnerGenerator.GenerateAsync(call.Texts, options, call.CancellationToken)
                .ConfigureAwait(false);
            if (embeddings.Count != call.Texts.Count)
            {
                throw new InvalidOperationException(
                    $"{call.Texts.Count} texts gave {embeddings.Count} vectors: the generator breaks its contract.");
            }

            var vectors = embeddings.Select(ToCached).ToArray();
            lock (_gate)
            {
                for (var i = 0; i < vectors.Length; i++)
                {
                    _vectors.Set(call.Keys[i], vectors[i]);
                }

                Forget(call);
            }

            call.Succeed(vectors);
        }
#pragma warning disable CA1031 // The failure goes to all who wait for the call.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                Forget(call);
            }

            call.Fail(exception);
        }
    }

    // Another call may compute the same text by now: an interactive one that did not wait for this one.
    private void Forget(SharedCall call)
    {
        foreach (var key in call.Keys)
        {
            if (_running.TryGetValue(key, out var running) && running.Call == call)
            {
                _running.Remove(key);
            }
        }
    }

    private static CachedVector ToCached(Embedding<float> embedding)
    {
        var properties = embedding.AdditionalProperties;
        return new CachedVector(
            embedding.Vector,
            embedding.ModelId,
            properties?.TryGetValue(EmbeddingProperties.UnknownShare, out double share) == true ? share : null,
            properties?.TryGetValue(EmbeddingProperties.Tokens, out int tokens) == true ? tokens : null);
    }

    // Each caller gets objects of its own, because embeddings can be changed; the vectors themselves cannot.
    private static GeneratedEmbeddings<Embedding<float>> ToEmbeddings(CachedVector?[] vectors)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(vectors.Length);
        var total = 0L;
        foreach (var vector in vectors)
        {
            var embedding = new Embedding<float>(vector!.Vector) { ModelId = vector.ModelId };
            if (vector.UnknownShare is { } share)
            {
                (embedding.AdditionalProperties ??= [])[EmbeddingProperties.UnknownShare] = share;
            }

            if (vector.Tokens is { } tokens)
            {
                (embedding.AdditionalProperties ??= [])[EmbeddingProperties.Tokens] = tokens;
                total += tokens;
            }

            embeddings.Add(embedding);
        }

        if (vectors.All(vector => vector!.Tokens is not null))
        {
            embeddings.Usage = new UsageDetails { InputTokenCount = total, TotalTokenCount = total };
        }

        return embeddings;
    }
}
