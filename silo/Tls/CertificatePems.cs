using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Agents.Silo.Tls;

/// <summary>The text of the three files, read at one moment.</summary>
/// <param name="Certificate">The node's certificate and those between it and the authority.</param>
/// <param name="Key">Its key.</param>
/// <param name="Authority">The authorities.</param>
internal sealed record CertificatePems(string Certificate, string Key, string Authority)
{
    // A chain of eight certificates is some 16 KiB; a file that is larger is something else.
    private const int FileBytesMax = 256 * 1024;

    public static string CertificateSetting =>
        $"{ClusterTlsOptions.Section}:{nameof(ClusterTlsOptions.CertificateFile)}";

    private static string AuthoritySetting =>
        $"{ClusterTlsOptions.Section}:{nameof(ClusterTlsOptions.AuthorityFile)}";

    private static string KeySetting => $"{ClusterTlsOptions.Section}:{nameof(ClusterTlsOptions.KeyFile)}";

    /// <exception cref="CertificateFault">A file is not named, or cannot be read; a line each.</exception>
    public static CertificatePems Read(ClusterTlsOptions options)
    {
        var faults = new List<string>();
        var texts = options.Files.Select(file => ReadOne(file.Setting, file.Path, faults)).ToArray();
        return faults.Count == 0
            ? new CertificatePems(texts[0], texts[1], texts[2])
            : throw new CertificateFault(string.Join(Environment.NewLine, faults));
    }

    /// <exception cref="CertificateFault">They are no PEM, or no pair.</exception>
    public X509Certificate2 Pair() =>
        Parse($"{CertificateSetting} and {KeySetting}", () => X509Certificate2.CreateFromPem(Certificate, Key));

    /// <summary>Returns the certificates behind the first one of the file.</summary>
    /// <exception cref="CertificateFault">They are no PEM.</exception>
    public X509Certificate2Collection Between()
    {
        var all = Parse(CertificateSetting, () => All(Certificate));
        all.RemoveAt(0);
        return all;
    }

    /// <exception cref="CertificateFault">There is none.</exception>
    public X509Certificate2Collection Authorities()
    {
        var authorities = Parse(AuthoritySetting, () => All(Authority));
        return authorities.Count > 0
            ? authorities
            : throw new CertificateFault(
                $"{AuthoritySetting} holds no certificate; give a PEM file with the authority's.");
    }

    private static X509Certificate2Collection All(string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        return all;
    }

    private static T Parse<T>(string setting, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CertificateFault(
                $"{setting}: {error.Message.ReplaceLineEndings(" ")} Give a PEM certificate and the PEM key that "
                + "belongs to it, not encrypted.",
                error);
        }
    }

    private static string ReadOne(string setting, string? path, List<string> faults)
    {
        if (path is null)
        {
            faults.Add($"{setting} is not set; all three files of {ClusterTlsOptions.Section} are needed, or none.");
            return "";
        }

        try
        {
            if (new FileInfo(path).Length > FileBytesMax)
            {
                faults.Add($"{setting}: {path} is larger than {FileBytesMax} bytes and no PEM file.");
                return "";
            }

            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{setting}: {path} cannot be read ({error.Message}); give a file that this user may read.");
            return "";
        }
    }
}
