using Agents.Cli;
using Agents.Cli.DataSets;
using Agents.Cli.DataSets.MemDaily;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.DataSets;

public sealed class MemDailyTests : IDisposable
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trajectories_become_users_with_one_conversation()
    {
        var samples = Read(0, NoisePlace.End);

        Assert.Equal(["01_tiny#0", "01_tiny#3"], samples.Select(sample => sample.User));
        var call = Assert.Single(samples[0].Calls);
        Assert.Equal(["0", "1"], call.Messages.Select(message => message.Id));
        Assert.Equal(new DateTimeOffset(2024, 4, 1, 8, 30, 0, China), call.Messages[0].Time);
        Assert.Equal(2, MemDailyFile.CountSamples(_folder.Of("m.jsonl")));
    }

    [Fact]
    public void Evidence_is_the_steps_that_exist_and_the_split_follows_the_number()
    {
        var samples = Read(0, NoisePlace.End);

        var question = Assert.Single(samples[0].Questions);
        Assert.Equal("01_tiny#0/q0", question.Id);
        Assert.Equal(["1"], question.Gold);
        Assert.Equal("simple", question.Group);
        Assert.True(question.Development);
        Assert.False(samples[1].Questions[0].Development);
    }

    [Fact]
    public void Noise_at_the_end_follows_the_last_message_in_the_order_drawn()
    {
        var messages = Read(3, NoisePlace.End)[0].Calls[0].Messages;

        var drawn = new PythonRandom("01_tiny#0").Sample(5, 3);
        Assert.Equal(["0", "1", .. drawn.Select(number => $"n{number}")], messages.Select(message => message.Id));
        Assert.Equal(TinySets.Noise.Split('\n')[drawn[0]], messages[2].Content);
        Assert.Equal(new DateTimeOffset(2024, 4, 2, 8, 33, 0, China), messages[4].Time);
    }

    [Fact]
    public void Spread_noise_stands_in_every_gap_and_keeps_the_times_in_order()
    {
        var messages = Read(3, NoisePlace.Spread)[0].Calls[0].Messages;

        var drawn = new PythonRandom("01_tiny#0").Sample(5, 3);
        Assert.Equal(
            [$"n{drawn[0]}", "0", $"n{drawn[1]}", "1", $"n{drawn[2]}"], messages.Select(message => message.Id));
        Assert.Equal(new DateTimeOffset(2024, 4, 1, 8, 29, 0, China), messages[0].Time);
        Assert.Equal(new DateTimeOffset(2024, 4, 1, 20, 30, 0, China), messages[2].Time);
        Assert.Equal(messages.Select(message => message.Time).Order(), messages.Select(message => message.Time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Spread_noise_loses_and_repeats_nothing(int count)
    {
        var messages = Read(count, NoisePlace.Spread)[0].Calls[0].Messages;

        Assert.Equal(2 + count, messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(["0", "1"], messages.Select(message => message.Id).Where(id => id is "0" or "1"));
        Assert.Equal(messages.Select(message => message.Time).Order(), messages.Select(message => message.Time));
    }

    [Theory]
    [InlineData("2024年04月01日 周一 08:30", 2024, 4, 1, 8, 30)]
    [InlineData("2024年12月31日 周二 23:59", 2024, 12, 31, 23, 59)]
    [InlineData("2024年2月29日 星期四 0:05", 2024, 2, 29, 0, 5)]
    [InlineData("2024年2月29日 20:05", 2024, 2, 29, 20, 5)]
    public void Chinese_dates_are_read_in_the_time_of_China(
        string text, int year, int month, int day, int hour, int minute)
    {
        Assert.Equal(new DateTimeOffset(year, month, day, hour, minute, 0, China), ChineseDate.Parse(text, "here"));
    }

    [Theory]
    [InlineData("2023年02月29日 周三 08:30")]
    [InlineData("2024-04-01 08:30")]
    [InlineData("2024年04月01日 周一 24:00")]
    public void A_day_that_is_none_is_a_fault(string text)
    {
        Assert.Throws<CliException>(() => ChineseDate.Parse(text, "here"));
    }

    [Fact]
    public void Noise_needs_its_file_and_enough_lines()
    {
        var alone = _folder.Write("alone/m.jsonl", TinySets.MemDaily);

        var absent = Assert.Throws<CliException>(() => MemDailyFile.Read(alone, 1, NoisePlace.End).ToList());
        var few = Assert.Throws<CliException>(() => Read(6, NoisePlace.End));

        Assert.Contains("noise_cped.txt", absent.Message, StringComparison.Ordinal);
        Assert.Contains("only 5 lines", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_line_is_named()
    {
        var path = _folder.Write("m.jsonl", TinySets.MemDaily + "{\"sample_id\":\"x\"}\n");

        var fault = Assert.Throws<CliException>(() => MemDailyFile.Read(path, 0, NoisePlace.End).ToList());

        Assert.Contains("line 3: 'messages' is missing", fault.Message, StringComparison.Ordinal);
    }

    private List<Sample> Read(int noise, NoisePlace place)
    {
        _folder.Write("noise_cped.txt", TinySets.Noise);
        return [.. MemDailyFile.Read(_folder.Write("m.jsonl", TinySets.MemDaily), noise, place)];
    }
}
