using Agents.Cli;
using Agents.Cli.Import;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Import;

public sealed class ImportLineReaderTests : IDisposable
{
    private const string Good = """{"user":"ada","conversation":"c1","role":"user","content":"hello"}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_arrives()
    {
        const string Line = """{"user":"ada","conversation":"c1","agent":"a1","id":"m:1","role":"assistant","""
            + """ "author":"Bo","content":"你好","time":"2026-10-03T18:30:00.5+02:00","metadata":{"k":"v"}}""";

        var message = Assert.Single(Read(Line));

        Assert.Equal("ada", message.User);
        Assert.Equal("c1", message.Conversation);
        Assert.Equal("a1", message.Agent);
        Assert.Equal("v", message.Metadata!["k"]);
        Assert.Equal("m:1", message.Message.Id);
        Assert.Equal("assistant", message.Message.Role);
        Assert.Equal("Bo", message.Message.Author);
        Assert.Equal("你好", message.Message.Content);
        Assert.Equal(new DateTimeOffset(2026, 10, 3, 18, 30, 0, 500, TimeSpan.FromHours(2)), message.Message.Time);
    }

    [Fact]
    public void A_made_id_is_the_same_each_time_and_another_on_each_line()
    {
        var first = Read($"{Good}\n\n{Good}\n").Select(message => message.Message.Id).ToList();
        var again = Read($"{Good}\n\n{Good}\n{Good}\n").Select(message => message.Message.Id).ToList();

        Assert.Equal(first, again[..2]);
        Assert.Equal(3, again.Distinct().Count());
        Assert.All(again, id => Assert.Matches("^[A-Za-z0-9._:~-]{1,128}$", id));
    }

    [Fact]
    public void A_made_id_does_not_confuse_where_one_field_ends()
    {
        var ids = new[] { ("a", "bc"), ("ab", "c"), ("", "abc") }.Select(pair => DerivedId.Of(
            new ImportLine { Conversation = pair.Item1, Role = "user", Content = pair.Item2 }, 1));

        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public void What_is_no_evidence_is_left_out()
    {
        Assert.Empty(Read("""{"role":"assistant","content":"x","evidence":false}"""));
        Assert.Single(Read("""{"role":"assistant","content":"x","evidence":true}"""));
    }

    [Theory]
    [InlineData("{", "line 2: it is no valid JSON from byte 2 on")]
    [InlineData("""{"role":user}""", "line 2: it is no valid JSON from byte 9 on")]
    [InlineData("[]", "line 2: it is not a message")]
    [InlineData("null", "line 2: it is not a message")]
    [InlineData("""{"role":"user","content":7}""", "line 2: the field 'content' has a value of the wrong kind")]
    [InlineData("""{"role":"user"}""", "content is missing")]
    [InlineData("""{"role":"user","content":"  "}""", "content is missing or empty")]
    [InlineData("""{"role":"robot","content":"x"}""", "role is 'robot', and must be one of user, assistant")]
    [InlineData("""{"content":"x"}""", "role is ''")]
    [InlineData("""{"role":"user","content":"x","tiem":"2026-10-03T18:30:00Z"}""", "'tiem' is no field of a message")]
    [InlineData("""{"role":"user","content":"x","time":"2026-10-03T18:30:00"}""", "no RFC 3339 time with an offset")]
    [InlineData("""{"role":"user","content":"x","time":"2026-02-30T18:30:00Z"}""", "no RFC 3339 time")]
    [InlineData("""{"role":"user","content":"x","id":"a b"}""", "id 'a b' must be 1 to 128 of")]
    [InlineData("""{"role":"user","content":"x","conversation":""}""", "conversation '' must be")]
    [InlineData("""{"role":"user","content":"x","user":""}""", "user must be 1 to 256 bytes")]
    public void A_bad_line_stops_with_its_number_and_the_reason(string line, string reason)
    {
        var fault = Assert.Throws<CliException>(() => Read($"{Good}\n{line}\n{Good}\n"));

        Assert.Contains("line 2: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_beyond_the_limit_is_named()
    {
        var line = $$"""{"role":"user","content":"{{new string('x', (512 * 1024) + 1)}}"}""";

        var fault = Assert.Throws<CliException>(() => Read(line));

        Assert.Contains("longer than 524288 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_fault()
    {
        var path = _folder.Of("bad.jsonl");
        File.WriteAllBytes(path, [(byte)'"', 0xff, 0xfe, (byte)'"']);

        var fault = Assert.Throws<CliException>(() => ImportLineReader.Read(path).ToList());

        Assert.Contains("UTF-8", fault.Message, StringComparison.Ordinal);
    }

    private List<ImportMessage> Read(string text) => [.. ImportLineReader.Read(_folder.Write("lines.jsonl", text))];
}
