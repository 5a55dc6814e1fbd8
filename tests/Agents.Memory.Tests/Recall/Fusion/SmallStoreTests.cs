using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

/// <summary>How sure it is of a memory does not hang on how few others there are.</summary>
public sealed class SmallStoreTests
{
    private static readonly string[] Others =
    [
        "My bike is green.", "我的自行车是绿色的。", "I am allergic to cashews.", "我对腰果过敏。",
        "The rent is due on Friday.", "星期五要交房租。", "Tom has two cats.", "妹妹搬到了里斯本。",
        "I work as a nurse.", "我是一名护士。",
    ];

    public static TheoryData<string, string> Told => new()
    {
        { "Anna lives in Bergen.", "Where does Anna live?" },
        { "Anna lives in Bergen.", "Which city does Anna live in?" },
        { "Anna lives in Bergen.", "In which city does my friend Anna live these days?" },
        { "The door code is 4711.", "What is the code of the door?" },
        { "安娜住在卑尔根。", "安娜住在哪里？" },
        { "安娜住在卑尔根。", "安娜现在住在哪个城市？" },
        { "门的密码是4711。", "大门密码是多少？" },
    };

    public static TheoryData<string, string> Untold => new()
    {
        { "Anna lives in Bergen.", "What colour is the car?" },
        { "Anna lives in Bergen.", "When did I last see the dentist about a tooth?" },
        { "The door code is 4711.", "Who painted the harbour?" },
        { "安娜住在卑尔根。", "我的猫叫什么名字？" },
        { "门的密码是4711。", "生日聚会在哪里？" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void What_a_memory_tells_is_answerable_from_a_store_of_any_size(string memory, string question)
    {
        for (var size = 1; size <= 1 + Others.Length; size++)
        {
            var result = Store(memory, size).Search(SomeRecall.Query(question));

            Assert.True(result.Answerable, $"{size}: {result.Confidence}");
            Assert.True(result.Confidence > 0.4, $"{size}: {result.Confidence}");
        }
    }

    [Theory]
    [MemberData(nameof(Untold))]
    public void What_no_memory_tells_is_not_answerable_from_a_store_of_any_size(string memory, string question)
    {
        for (var size = 1; size <= 3; size++)
        {
            var result = Store(memory, size).Search(SomeRecall.Query(question));

            Assert.False(result.Answerable, $"{size}: {result.Confidence}");
        }
    }

    [Theory]
    [MemberData(nameof(Told))]
    public void It_is_as_sure_of_a_lone_memory_as_of_one_among_ten(string memory, string question)
    {
        var among = ConfidenceOf(memory, question, 10);

        for (var size = 1; size < 10; size++)
        {
            Assert.Equal(among, ConfidenceOf(memory, question, size), 0.05);
        }
    }

    private static double ConfidenceOf(string memory, string question, int size) =>
        Store(memory, size).Search(SomeRecall.Query(question)).Hits.Single(hit => hit.Ordinal == 0).Confidence;

    private static RecallIndex Store(string memory, int size) => SomeRecall.Index([memory, .. Others[..(size - 1)]]);
}
