using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;
using Agents.Architecture.Tests.Projects;

namespace Agents.Architecture.Tests.Tidy;

/// <summary>What a tidy tree looks like, by its text alone.</summary>
internal static partial class TidyRules
{
    public const int FileLinesMax = 400;
    public const int FunctionLinesMax = 70;
    public const int LineCharsMax = 120;
    public const int FileBytesMax = 1024 * 1024;

    /// <summary>The hosts that a file may name: loopback, reserved names, identifiers of formats, and public project
    /// pages.</summary>
    private static readonly string[] Hosts =
    [
        "localhost", "0.0.0.0", "www.w3.org", "schemas.microsoft.com", "json-schema.org", "spdx.org", "opensource.org",
        "github.com", "learn.microsoft.com", "dotnet.microsoft.com", "huggingface.co", "opentelemetry.io",
        "platform.openai.com", "api.openai.com", "arxiv.org", "doi.org", "unicode.org", "www.unicode.org",
        "tartarus.org", "www.rfc-editor.org", "datatracker.ietf.org", "csrc.nist.gov", "nvlpubs.nist.gov",
        "example.com", "example.org", "example.net",

        // What a token for a storage account says of itself.
        "storage.azure.com", "sts.windows.net",

        // A placeholder's account: what an operator replaces by a real one.
        "name.blob.core.windows.net",

        // Services of deploy/compose, which lead somewhere in its own network only.
        "azurite", "prometheus",
    ];

    private static readonly string[] ReservedDomains = [".test", ".example", ".invalid", ".localhost", ".example.com"];

    private static readonly string[] Levels = ["Chaos", "Conformance"];

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        from file in files
        let lines = file.Content.AsSpan().TrimEnd().Count('\n') + 1
        where lines > FileLinesMax
        select $"{file.Path} has {lines} lines of at most {FileLinesMax}";

    public static IEnumerable<string> LongFunctions(IEnumerable<SourceFile> files) =>
        from file in files
        from function in CSharpFunctions.Of(file.Content)
        where function.Length > FunctionLinesMax
        select $"{file.Path}:{function.Line} has {function.Length} lines of at most {FunctionLinesMax}";

    /// <summary>Reports long lines. What stands in a raw string is data, and cannot always be broken.</summary>
    public static IEnumerable<string> LongLines(IEnumerable<SourceFile> files) =>
        from file in files
        let code = CSharpText.Code(file.Content).ReplaceLineEndings("\n").Split('\n')
        from line in file.Lines.Index()
        where line.Item.Length > LineCharsMax && !IsRawString(line.Item, code[line.Index])
        select $"{file.Path}:{line.Index + 1} has {line.Item.Length} characters of at most {LineCharsMax}";

    public static IEnumerable<string> Leftovers(IEnumerable<SourceFile> files) => Matches(files, LeftoverMark());

    /// <summary>Reports paths of the machine that a file was written on.</summary>
    public static IEnumerable<string> MachinePaths(IEnumerable<SourceFile> files) => Matches(files, MachinePath());

    /// <summary>Reports hosts outside the list: a registry or a service that a stranger cannot reach or should
    /// not.</summary>
    public static IEnumerable<string> UnknownHosts(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        from Match match in UrlHost().Matches(line.Item)
        let host = match.Groups[1].Value.ToLowerInvariant()
        where !IsKnown(host)
        select $"{file.Path}:{line.Index + 1} names the host {host}";

    public static IEnumerable<string> LargeFiles(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Bytes.Value.Length > FileBytesMax
        select $"{file.Path} has {file.Bytes.Value.Length} bytes of at most {FileBytesMax}";

    public static IEnumerable<string> WithoutFinalNewline(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Content.Length > 0 && !file.Content.EndsWith('\n')
        select $"{file.Path} does not end with a newline";

    /// <summary>Sleeping in a grain blocks its turn, and in a test it is a race against the machine.</summary>
    /// <remarks>Waiting for ever until a token is cancelled is no sleep.</remarks>
    public static IEnumerable<string> Sleeps(IEnumerable<SourceFile> files) =>
        from file in files
        from line in CSharpText.Code(file.Content).Split('\n').Index()
        where SleepCall().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1} sleeps";

    /// <summary>
    /// A folder of tests has the name of a feature folder in a project that the test project references, itself or
    /// through one other, or of a folder below <c>deploy/</c>, or of a level of testing that crosses them.
    /// </summary>
    public static IEnumerable<string> StrayTestFolders(
        IReadOnlyCollection<SourceFile> files, IReadOnlyCollection<ProjectFile> projects)
    {
        foreach (var project in projects.Where(project => project.IsTestProgram))
        {
            var direct = projects.Where(source => project.References.Contains(source.Name)).ToArray();
            var tested = direct.Concat(
                projects.Where(source => direct.Any(reference => reference.References.Contains(source.Name))));
            var features = tested.Where(source => source.IsProduct)
                .SelectMany(source => Folders(files, source)).Concat(Deployed(files)).Concat(Levels).ToHashSet();
            var tests = files.Where(file => TestMark().IsMatch(file.Content)).ToArray();
            foreach (var folder in Folders(tests, project).Distinct().Where(folder => !features.Contains(folder)))
            {
                yield return $"{Path.GetDirectoryName(project.Path)}/{folder} mirrors no folder of what it tests";
            }
        }
    }

    /// <summary>Returns the folders, relative to the project, that hold a source file of it.</summary>
    private static IEnumerable<string> Folders(IEnumerable<SourceFile> files, ProjectFile project)
    {
        var root = project.Path[..(project.Path.LastIndexOf('/') + 1)];
        return files.Where(file => file.HasExtension(".cs") && file.Path.StartsWith(root, StringComparison.Ordinal))
            .Select(file => file.Path[root.Length..].Split('/'))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0]);
    }

    /// <summary>Returns the folders of what is deployed, spelt as a folder of tests is.</summary>
    private static IEnumerable<string> Deployed(IEnumerable<SourceFile> files) =>
        files.Select(file => file.Path.Split('/'))
            .Where(parts => parts.Length > 2 && parts[0] == "deploy")
            .Select(parts => char.ToUpperInvariant(parts[1][0]) + parts[1][1..]);

    private static bool IsRawString(string line, string code) =>
        Punctuation().IsMatch(code) && !CommentOrPlainString().IsMatch(line);

    private static IEnumerable<string> Matches(IEnumerable<SourceFile> files, Regex pattern) =>
        from file in files
        from line in file.Lines.Index()
        let match = pattern.Match(line.Item)
        where match.Success
        select $"{file.Path}:{line.Index + 1} has {match.Value.Trim()}";

    private static bool IsKnown(string host) =>
        Hosts.Contains(host)
        || host.StartsWith("127.", StringComparison.Ordinal)
        || host.StartsWith("www.example.", StringComparison.Ordinal)
        || ReservedDomains.Any(domain => host.EndsWith(domain, StringComparison.Ordinal));

    [GeneratedRegex(
        @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + @"Exception|\bSkip *= *"" ?\w")]
    private static partial Regex LeftoverMark();

    [GeneratedRegex(@"(?<![\w.}])/(work|root|tmp/h)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://([A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex UrlHost();

    [GeneratedRegex(@"\b(Task\s*\.\s*Delay|Thread\s*\.\s*Sleep)\b(?!\s*\(\s*Timeout\.Infinite)")]
    private static partial Regex SleepCall();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b", RegexOptions.Multiline)]
    private static partial Regex TestMark();

    [GeneratedRegex(@"^[\s,;()\[\]+]*$")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^\s*(/[/*]|[$@]*""(?!""""))")]
    private static partial Regex CommentOrPlainString();
}
