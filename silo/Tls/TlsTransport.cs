using System.IO.Pipelines;
using System.Net.Security;

namespace Agents.Silo.Tls;

/// <summary>The two pipes above a TLS stream, in the place of the connection's own.</summary>
internal sealed class TlsTransport : IDuplexPipe
{
    // Two records of TLS, so that a full one is never read in pieces.
    private const int BufferBytes = 32 * 1024;

    public TlsTransport(SslStream stream)
    {
        Input = PipeReader.Create(
            stream, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: 4096, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 4096, leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }
}
