using System.Text;
using Agents.Memory.Records;
using CsCheck;

namespace Agents.Memory.Tests.Records;

public sealed class RecordJsonTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String.Where(text => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD)),
        Gen.OneOf("", "\"text\":\"no\"", "豆腐\n🙂", "{\"text\":1}"));

    [Fact]
    public void The_text_alone_is_that_of_the_whole_record() => Gen.Select(Texts, Texts).Sample((text, other) =>
    {
        var episode = RecordJson.Encode(new EpisodeRecord
        {
            Id = other,
            Role = "user",
            Author = other,
            Text = text,
            Time = DateTimeOffset.UnixEpoch,
            RecordedAt = DateTimeOffset.UnixEpoch,
            ContentHash = 7,
            Metadata = new Dictionary<string, string> { ["text"] = other },
            Idempotency = new IdempotencyMark(1, 2),
        });

        Assert.Equal(RecordJson.DecodeEpisode(episode).Text, RecordJson.DecodeText(episode));
    });

    [Theory]
    [InlineData("""{"metadata":{"text":"inner"},"id":"x"}""", "")]
    [InlineData("""{"metadata":{"text":"inner"},"text":"outer"}""", "outer")]
    [InlineData("""{"text":null}""", "")]
    public void Only_the_text_of_the_record_itself_counts(string payload, string text) =>
        Assert.Equal(text, RecordJson.DecodeText(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void What_is_no_record_is_refused_without_a_word_of_it()
    {
        var error = Assert.Throws<InvalidDataException>(() => RecordJson.DecodeText("{\"id\":secret"u8));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
