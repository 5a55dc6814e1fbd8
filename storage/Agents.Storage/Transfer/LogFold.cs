using System.Buffers.Binary;
using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>Rebuilds the state of a log from its sealed frames, to compare it with that of a copy.</summary>
/// <remarks>
/// The digest is over the snapshot that the state would write, which is equal for equal states, and over every vector:
/// those are folded for no model, so that it depends on none.
/// </remarks>
internal sealed class LogFold : IDisposable
{
    private const string NoModel = "";

    private readonly IncrementalHash _vectors = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly LogCipher _cipher;
    private byte[] _plain = [];

    private LogFold(LogCipher cipher, LogImage image)
    {
        _cipher = cipher;
        Chain = new FrameChain(image.Generation);
    }

    /// <summary>Tells which code folds: digests are compared only where the same one made them.</summary>
    public static string Version { get; } =
        typeof(MemoryProjection).Module.ModuleVersionId.ToString("N");

    public FrameChain Chain { get; }

    public MemoryProjection Projection { get; } = new(new RecallOptions(), NoModel);

    public LogCipher Cipher => _cipher;

    /// <summary>Makes the fold of a log.</summary>
    /// <exception cref="TransferException">The key ring does not open the log, or its header does not say whose it
    /// is.</exception>
    public static LogFold Of(IKeyRing ring, string name, LogImage image)
    {
        try
        {
            var header = LogHeader.Parse(image.Header.Span);
            MemoryScope scope = LogKeys.ScopeOf(ring, name, header)
                ?? throw new TransferException(
                    "its header does not say whose it is, since an early build wrote it; it cannot be verified");
            return new LogFold(LogKeys.Open(ring, scope, name, header), image);
        }
        catch (Exception e) when (e is CryptographicException or LogUnavailableException)
        {
            throw new TransferException("the key ring does not open it", e);
        }
        catch (FileFaultException e)
        {
            throw new TransferException($"its header is damaged: {e.Message}", e);
        }
    }

    /// <summary>Folds an image to its end.</summary>
    /// <exception cref="TransferException">A frame does not verify, or holds what this build cannot read.</exception>
    public async Task ReadAsync(LogImage image, CancellationToken cancellationToken)
    {
        await foreach (var piece in image.Frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(piece.Span);
        }

        End();
    }

    /// <summary>Folds frames on their way to somewhere else.</summary>
    /// <exception cref="TransferException">A frame does not verify, or holds what this build cannot read.</exception>
    public void Add(ReadOnlySpan<byte> piece)
    {
        try
        {
            Chain.Add(piece, Apply);
        }
        catch (Exception e) when (e is FileFaultException or InvalidDataException)
        {
            throw new TransferException(e.Message, e);
        }
    }

    /// <exception cref="TransferException">The last group is not whole.</exception>
    public void End()
    {
        try
        {
            Chain.End();
        }
        catch (FileFaultException e)
        {
            throw new TransferException(e.Message, e);
        }
    }

    /// <summary>The digest of the state: 64 lower-case hexadecimal digits.</summary>
    public string Digest()
    {
        using var state = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        state.AppendData(_vectors.GetCurrentHash());
        state.AppendData(Projection.ToSnapshot().Span);
        return Convert.ToHexStringLower(state.GetCurrentHash());
    }

    public void Dispose()
    {
        _vectors.Dispose();
        _cipher.Dispose();
    }

    private void Apply(in FrameHeader header, ReadOnlySpan<byte> bytes)
    {
        _ = FrameOpener.TryOpen(
            _cipher, "the frames", Chain.Bytes, bytes, header.Sequence, ref _plain, out var frame, out _);
        Projection.Apply(frame);
        if (frame is { Type: FrameType.Vector, Erased: false })
        {
            Span<byte> sequence = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(sequence, frame.Sequence);
            _vectors.AppendData(sequence);
            _vectors.AppendData(frame.Payload.Span);
        }
    }
}
