namespace Agents.Silo.Tls;

/// <summary>The section <c>Cluster:Tls</c>: how the nodes of a cluster know each other.</summary>
/// <remarks>All three files are PEM. None of them set means plain TCP.</remarks>
internal sealed class ClusterTlsOptions
{
    public const string Section = "Cluster:Tls";

    /// <summary>Gets or sets the file of this node's certificate, and of the authorities between it and
    /// <see cref="AuthorityFile"/>. It must be good for servers and for clients.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Gets or sets the file of the certificate's private key, not encrypted.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Gets or sets the file of the authorities whose certificates may join. Whoever has one of them is a
    /// member, so the authority should sign for this cluster alone.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>Gets or sets how long a peer may take to prove who it is before it is cut off.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets whether any file is named.</summary>
    internal bool IsSet => Files.Any(file => file.Path is not null);

    /// <summary>Gets the files by the name of their setting.</summary>
    internal IEnumerable<(string Setting, string? Path)> Files =>
    [
        ($"{Section}:{nameof(CertificateFile)}", Full(CertificateFile)),
        ($"{Section}:{nameof(KeyFile)}", Full(KeyFile)),
        ($"{Section}:{nameof(AuthorityFile)}", Full(AuthorityFile)),
    ];

    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
