namespace Agents.Deploy.Tests.House;

/// <summary>Compares what a rule found with what it should find, one line each.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> faults) => Assert.Equal("", Text(faults));

    public static void Are(IEnumerable<string> faults, params string[] expected) =>
        Assert.Equal(Text(expected), Text(faults));

    private static string Text(IEnumerable<string> lines) =>
        string.Join('\n', lines.Order(StringComparer.Ordinal));
}
