namespace Agents.Architecture.Tests.House;

/// <summary>Asserts on what a rule reports. Every rule is a function from its input to the violations it
/// finds.</summary>
internal static class Violations
{
    /// <summary>Asserts that the rule holds, and prints each violation otherwise.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        if (found.Length > 0)
        {
            Assert.Fail($"{found.Length} violations:\n  " + string.Join("\n  ", found));
        }
    }

    /// <summary>Asserts that the rule reports exactly these, in any order: the control that it can fail.</summary>
    public static void Are(IEnumerable<string> violations, params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), violations.Order(StringComparer.Ordinal));
}
