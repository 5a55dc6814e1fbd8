using Agents.Cli.DataSets;
using Agents.Contracts;

namespace Agents.Bench.Ablation;

/// <summary>Made-up stores of facts whose questions need two: "A's boss is B", "B lives in C", where does A's boss
/// live?</summary>
/// <remarks>
/// Ten stores of 36 people, half of them Chinese; every second fact stands among those of all others. Both facts are
/// the evidence. Drawn with fixed seeds.
/// </remarks>
internal static class TwoHopFacts
{
    private const int StoresPerLanguage = 5;
    private const int PeoplePerStore = 36;
    private const int QuestionsPerStore = 36;

    private static readonly Language English = new(
        "en",
        [
            "Adele", "Boris", "Carmen", "Dmitri", "Elena", "Farid", "Gustav", "Hanna", "Ivan", "Jolanta", "Kenji",
            "Lucia", "Marek", "Nadia", "Oskar", "Petra", "Quentin", "Rosalind", "Stefan", "Tamara", "Ulrich", "Vera",
            "Walter", "Xenia", "Yusuf", "Zelda", "Anton", "Beatriz", "Cyril", "Dorota", "Emilio", "Frida", "Goran",
            "Helga", "Igor", "Jasmin", "Karim", "Leonie", "Matteo", "Nora",
        ],
        [
            ("boss", "{0}'s boss is {1}."), ("landlord", "{1} is {0}'s landlord."),
            ("dentist", "{0} goes to {1}, a dentist."), ("piano teacher", "{0} has {1} as a piano teacher."),
            ("best friend", "{1} is the best friend of {0}."), ("cousin", "{0} has a cousin named {1}."),
        ],
        [
            ("{1} lives in {0}.", "Where does {0}'s {1} live?"),
            ("{1} plays the {0}.", "Which instrument does {0}'s {1} play?"),
            ("{1} drives a {0}.", "What car does {0}'s {1} drive?"),
            ("{1} collects {0}.", "What does {0}'s {1} collect?"),
        ],
        [
            ["Bergen", "Porto", "Krakow", "Utrecht", "Graz", "Ghent", "Turku", "Leipzig", "Bilbao", "Trieste"],
            ["cello", "oboe", "harp", "banjo", "trumpet", "accordion", "viola", "clarinet", "tuba", "flute"],
            ["Volvo", "Fiat", "Skoda", "Mazda", "Peugeot", "Subaru", "Seat", "Opel", "Lexus", "Dacia"],
            ["stamps", "coins", "teapots", "maps", "kites", "fossils", "postcards", "clocks", "masks", "shells"],
        ]);

    private static readonly Language Chinese = new(
        "zh",
        [
            "陈佳怡", "王思远", "李慕白", "张若曦", "刘子墨", "杨景行", "黄诗涵", "赵明轩", "周雨桐", "吴浩然", "徐梦瑶", "孙博文",
            "马晓燕", "朱俊杰", "胡静怡", "郭天佑", "何雅琴", "高志强", "林婉清", "罗文博", "郑秋月", "梁家辉", "谢雨薇", "宋长青",
            "唐晓峰", "许慧敏", "韩冰洁", "冯国栋", "邓丽华", "曹建平", "彭思琪", "曾庆林", "肖云飞", "田甜甜", "董海涛", "袁小满",
            "潘玉兰", "于洪波", "蒋欣然", "蔡卓越",
        ],
        [
            ("上司", "{0}的上司是{1}。"), ("房东", "{1}是{0}的房东。"), ("牙医", "{0}一直找{1}看牙，那是他的牙医。"),
            ("钢琴老师", "{0}的钢琴老师叫{1}。"), ("闺蜜", "{1}是{0}的闺蜜。"), ("表妹", "{0}有个表妹叫{1}。"),
        ],
        [
            ("{1}住在{0}。", "{0}的{1}住在哪里？"), ("{1}会拉{0}。", "{0}的{1}会什么乐器？"),
            ("{1}开的是{0}。", "{0}的{1}开什么车？"), ("{1}喜欢收藏{0}。", "{0}的{1}喜欢收藏什么？"),
        ],
        [
            ["苏州", "昆明", "大连", "桂林", "青岛", "洛阳", "厦门", "兰州", "贵阳", "绍兴"],
            ["大提琴", "二胡", "小提琴", "手风琴", "中提琴", "马头琴", "板胡", "高胡", "低音提琴", "京胡"],
            ["沃尔沃", "比亚迪", "吉利", "大众", "丰田", "奇瑞", "本田", "长安", "别克", "红旗"],
            ["邮票", "古钱", "茶壶", "地图", "风筝", "化石", "明信片", "怀表", "面具", "贝壳"],
        ]);

    public static IEnumerable<Sample> Samples() =>
        from language in new[] { English, Chinese }
        from number in Enumerable.Range(0, StoresPerLanguage)
        select Store(language, number);

    private static Sample Store(Language language, int number)
    {
        var random = new Random(1_000 + number);
        var user = $"{language.Name}{number}";
        var people = language.People.OrderBy(_ => random.Next()).Take(PeoplePerStore).ToArray();
        var facts = new List<MessageInput>();
        string Add(string text)
        {
            facts.Add(new MessageInput { Id = $"f{facts.Count}", Role = MessageRoles.User, Content = text });
            return facts[^1].Id!;
        }

        // What each person does of each kind, so that the words of the second fact alone tell nothing.
        var traits = people.Select(person => language.Traits.Select((trait, kind) =>
        {
            var values = language.Values[kind];
            return Add(string.Format(null, trait.Fact, values[random.Next(values.Length)], person));
        }).ToArray()).ToArray();
        var questions = new List<Question>();
        for (var i = 0; i < QuestionsPerStore; i++)
        {
            var (who, other) = (i, (i + 1 + random.Next(PeoplePerStore - 1)) % PeoplePerStore);
            var relation = language.Relations[random.Next(language.Relations.Length)];
            var kind = random.Next(language.Traits.Length);
            questions.Add(new Question
            {
                Id = $"{user}/q{i}",
                Text = string.Format(null, language.Traits[kind].Question, people[who], relation.Name),
                Group = language.Name,
                Gold = [Add(string.Format(null, relation.Fact, people[who], people[other])), traits[other][kind]],
            });
        }

        var shuffled = facts.OrderBy(_ => random.Next()).ToList();
        return new Sample(user, [new AddMemoriesRequest { User = user, Messages = shuffled }], questions);
    }

    private sealed record Language(
        string Name,
        string[] People,
        (string Name, string Fact)[] Relations,
        (string Fact, string Question)[] Traits,
        string[][] Values);
}
