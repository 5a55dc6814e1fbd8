using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction;

public sealed class RuleExtractorTests
{
    [Theory]
    [InlineData("```\nI live in Rome.\n```")]
    [InlineData("```\nI live in Rome.\n")]
    public void What_stands_in_a_code_fence_is_no_statement(string fence)
    {
        var said = new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

        var claims = RuleExtractor.Extract("I live in Porto.\n" + fence, said);

        Assert.Equal("Porto", Assert.Single(claims).Value);
    }
}
