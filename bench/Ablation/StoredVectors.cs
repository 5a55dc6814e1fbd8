using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Agents.Embedding;

namespace Agents.Bench.Ablation;

/// <summary>The vectors of a model by the hash of their text, kept in a file so that a text is embedded once.</summary>
/// <remarks>A record is the SHA-256 of the text, whether the model can read it, and its vector in floats.</remarks>
internal sealed class StoredVectors : IDisposable
{
    private const double UnknownShareMax = 0.30;
    private const int Batch = 64;

    private readonly EmbeddingModel _model = new(new EmbeddingOptions());
    private readonly Dictionary<string, float[]> _vectors = [];
    private readonly string _folder;
    private Dictionary<string, float[]> _stored = [];
    private FileStream? _file;

    public StoredVectors(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>Gets the number of components; known once something was embedded.</summary>
    public int Dimension => _model.Metadata.DefaultModelDimensions!.Value;

    /// <summary>Gets the vector of a text; empty where the model cannot read it. The text was given to
    /// <see cref="EmbedAsync"/> before.</summary>
    public float[] this[string text] => _vectors[text];

    /// <summary>Embeds what is not stored yet.</summary>
    public async Task EmbedAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        await _model.LoadAsync(cancellationToken: cancellationToken);
        if (_file is null)
        {
            _file = Open();
            _stored = ReadAll();
        }

        var missing = texts.Distinct().Where(text => !_vectors.ContainsKey(text)).ToArray();
        foreach (var part in missing.Where(text => !Take(text)).Chunk(Batch))
        {
            var embeddings = await _model.Generator.GenerateAsync(part, null, cancellationToken);
            foreach (var (text, embedding) in part.Zip(embeddings))
            {
                var unknown = embedding.AdditionalProperties?.TryGetValue(
                    EmbeddingProperties.UnknownShare, out var share) == true && share is > UnknownShareMax;
                _vectors[text] = unknown ? [] : embedding.Vector.ToArray();
                Append(text, unknown, embedding.Vector.Span);
            }
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _model.Dispose();
    }

    private FileStream Open()
    {
        var name = Uri.EscapeDataString(_model.Metadata.DefaultModelId!) + ".vectors";
        return new FileStream(Path.Combine(_folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite);
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private bool Take(string text)
    {
        var found = _stored.TryGetValue(HashOf(text), out var vector);
        if (found)
        {
            _vectors[text] = vector!;
        }

        return found;
    }

    private Dictionary<string, float[]> ReadAll()
    {
        var stored = new Dictionary<string, float[]>();
        var record = new byte[SHA256.HashSizeInBytes + 1 + (Dimension * sizeof(float))];
        _file!.Position = 0;
        while (_file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length)
        {
            var vector = record[SHA256.HashSizeInBytes] != 0
                ? [] : MemoryMarshal.Cast<byte, float>(record.AsSpan(SHA256.HashSizeInBytes + 1)).ToArray();
            stored[Convert.ToHexString(record.AsSpan(0, SHA256.HashSizeInBytes))] = vector;
        }

        _file.SetLength(_file.Length / record.Length * record.Length);
        _file.Position = _file.Length;
        return stored;
    }

    private void Append(string text, bool unknown, ReadOnlySpan<float> vector)
    {
        _file!.Write(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        _file.WriteByte(unknown ? (byte)1 : (byte)0);
        _file.Write(MemoryMarshal.AsBytes(vector));
        _file.Flush();
    }
}
