using System.Net;
using System.Text;
using Agents.Contracts;
using Agents.Gateway.Identity;

namespace Agents.Silo.Configuration;

/// <summary>Finds every fault of the options, one line each, before anything is started.</summary>
internal static class SiloOptionsValidator
{
    public static IReadOnlyList<string> Faults(SiloOptions options)
    {
        var faults = new List<string>();
        CheckUrls(options, faults);
        CheckEndpoint("--llm", options.Llm, faults);
        CheckEndpoint("--embeddings", options.Embeddings, faults);
        if (options.Llm is null && options.LlmModel is not null)
        {
            faults.Add("--llm-model names a model of an LLM, and --llm is not set: give its base URL with --llm.");
        }

        CheckEmbeddings(options, faults);
        CheckReranker(options, faults);
        CheckIdentity(options, faults);
        if (options.Accelerator is not ("cpu" or "cuda"))
        {
            faults.Add($"--accelerator is '{options.Accelerator}' and may be cpu or cuda.");
        }

        CheckRoles(options, faults);
        CheckPort("--silo-port", options.SiloPort, faults);
        CheckPort("--gateway-port", options.GatewayPort, faults);
        return faults;
    }

    private static void CheckIdentity(SiloOptions options, List<string> faults)
    {
        if (options.Keys is not null && !File.Exists(options.Keys))
        {
            faults.Add(
                $"--keys: there is no file {options.Keys}; `agents keys create --tenant NAME --file FILE` makes one.");
        }
        else if (options.Keys is not null && !KeyFile.TryLoad(options.Keys, out _, out var keyFault))
        {
            faults.Add($"--keys: {keyFault}");
        }

        if (options.User is null)
        {
            return;
        }

        if (options.Keys is not null)
        {
            faults.Add(
                "--user is the default on loopback without --keys; with keys every request names its user. "
                + "Take one of the two.");
        }

        if (Encoding.UTF8.GetByteCount(options.User) > MemoryLimits.UserIdBytesMax || options.User.Any(char.IsControl))
        {
            faults.Add($"--user must be 1 to {MemoryLimits.UserIdBytesMax} bytes without control characters; "
                + "give a shorter name on one line.");
        }
    }

    private static void CheckUrls(SiloOptions options, List<string> faults)
    {
        if (options.UrlList.Length == 0)
        {
            faults.Add("--urls names no address; give one such as http://127.0.0.1:5080, or leave it out.");
        }

        faults.AddRange(options.UrlList.Select(url => FaultOf(url, options)).OfType<string>());
    }

    private static string? FaultOf(string url, SiloOptions options) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            ? $"--urls: '{url}' is no URL such as http://127.0.0.1:5080."
        : uri.Scheme == Uri.UriSchemeHttps
            ? $"--urls: {url} needs a certificate, and Agents speaks plain HTTP: give http://, and put a proxy that "
                + "ends TLS in front of anything but loopback."
        : uri.PathAndQuery != "/" || uri.Fragment.Length > 0
            ? $"--urls: {url} has a path, and Agents serves at the root: give {uri.GetLeftPart(UriPartial.Authority)}."
        : uri is { Port: 0, HostNameType: UriHostNameType.Dns }
            ? $"--urls: {url} asks for a free port of a name; give an address: http://127.0.0.1:0."
        : options.Keys is null && !IsLoopback(uri.Host)
            ? $"--urls: {url} is not loopback, and without keys anyone could read every user; "
                + "set --keys FILE or bind 127.0.0.1."
        : null;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static void CheckEndpoint(string name, string? url, List<string> faults)
    {
        if (url is not null
            && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            faults.Add($"{name}: '{url}' is no base URL such as http://127.0.0.1:11434/v1.");
        }
    }

    private static void CheckEmbeddings(SiloOptions options, List<string> faults)
    {
        if (options.Embeddings is null)
        {
            if (options.EmbeddingsModel is not null || options.EmbeddingsDimension is not null)
            {
                faults.Add(
                    "--embeddings-model and --embeddings-dimension describe an endpoint, and --embeddings is not set: "
                    + "give its base URL.");
            }

            if (options.Model is not null && !Directory.Exists(options.Model))
            {
                faults.Add(
                    $"--model: there is no folder {options.Model}; name one that holds a sentence model, "
                    + "or leave it out for the default.");
            }

            return;
        }

        if (options.Model is not null)
        {
            faults.Add("--model and --embeddings both name what embeds; take one of the two.");
        }

        if (options.EmbeddingsModel is null || options.EmbeddingsDimension is not (>= 1 and <= 8192))
        {
            faults.Add(
                "--embeddings needs --embeddings-model NAME and --embeddings-dimension N (1 to 8192) beside it.");
        }
    }

    private static void CheckReranker(SiloOptions options, List<string> faults)
    {
        if (options.RerankerIsLate && options.Embeddings is not null)
        {
            faults.Add(
                "--reranker late reads the vectors of single words, which the endpoint of --embeddings does not give: "
                + "embed with a local model, or name a cross-encoder's folder with --reranker DIR.");
        }
        else if (options.Reranker is not null && !options.RerankerIsLate && !Directory.Exists(options.Reranker))
        {
            faults.Add(
                $"--reranker: there is no folder {options.Reranker}; name one that holds a cross-encoder, or give "
                + $"{SiloOptions.LateReranker} for late interaction, or leave it out.");
        }
    }

    private static void CheckRoles(SiloOptions options, List<string> faults)
    {
        string[] known = [SiloOptions.GatewayRole, SiloOptions.MemoryRole, SiloOptions.EmbeddingRole];
        var roles = options.RoleList;
        if (roles.Length == 0 || roles.Except(known).Any())
        {
            faults.Add($"--roles is '{options.Roles}'; give one or several of {string.Join(", ", known)}, with commas "
                + "between, or leave it out for all.");
        }
    }

    private static void CheckPort(string name, int port, List<string> faults)
    {
        if (port is < 0 or > 65_535)
        {
            faults.Add($"{name} is {port} and may be 0 (a free one) to 65535.");
        }
    }
}
