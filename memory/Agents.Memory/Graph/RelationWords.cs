using System.Collections.Frozen;
using Agents.Memory.Extraction;
using Agents.Memory.Extraction.Chinese;
using Agents.Memory.Extraction.English;

namespace Agents.Memory.Graph;

/// <summary>The words by which a question names a relation: those that the slot itself is made of, those of the
/// lexicons
/// that items are read with, the verbs that go with them, and English words of the same root (founder,
/// founded).</summary>
internal static class RelationWords
{
    // What an English noun of a relation and its verb differ in.
    private static readonly string[] Endings =
    [
        "", "s", "es", "d", "r", "e", "ed", "er", "or", "ing", "ers", "ors", "ment", "ion", "ship", "ation",
    ];

    private static readonly (string Slot, string Words)[] Told =
    [
        ("employer", "work, employed, employs, job, workplace, firm, company, office, 工作, 就职, 上班, 任职, 供职, 打工, "
            + "效力, 就业, 员工, 职员, 雇, 东家"),
        ("occupation", "work, job, career, profession, for a living, a living, title, do for, 工作, 职务, 做什么, 干什么, 从事"),
        ("home", "live, reside, residence, residing, based, located, settled, moved, relocated, home, house, "
            + "apartment, home town, hometown, address, "
            + "住, 居住, 定居, 住址, 住处, 家住, 安家, 搬, 在哪"),
        ("origin", "from, born, birthplace, birth, origin, originally, come from, grew up, raised, hometown, "
            + "home town, 出生, 出生地, 生于, 来自, 老家, 哪里人, 长大, 诞生"),
        ("birthplace", "born, birth, birthplace, place of birth, native, 出生, 出生地, 生于, 诞生, 籍贯, 出身"),
        ("birthday", "born, birth, birthday, 出生, 生日, 过生日"),
        ("partner", "married, marry, marriage, wed, spouse, couple, dating, engaged, significant other, better "
            + "half, 结婚, 嫁, 娶, 夫妻, 夫妇, 另一半, 伴侣, 成婚, 夫人, 婚"),
        ("mother", "parent, parents, 父母, 家长, 娘亲"),
        ("father", "parent, parents, 父母, 家长, 爹爹"),
        ("child", "children, kids, son, daughter, offspring, 子女, 后代"),
        ("sibling", "siblings, brothers, sisters, 兄弟, 姐妹, 兄妹, 手足"),
        ("friend", "friends, best friend, pal, 交情"),
        ("colleague", "work with, works with, teammate, 共事"),
        ("boss", "report, reports to, superior, line manager, manages, leads, work under, 汇报, 上级, 顶头"),
        ("roommate", "live with, lives with, share a flat, 合租, 同住"),
        ("doctor", "physician, treated, sees, 看病, 主治"),
        ("teacher", "taught, teaches, tutor, mentor, instructor, 教, 老师, 师从"),
        ("headquarters", "headquarters, headquartered, hq, head office, main office, based, located, seat, 总部, "
            + "总公司, 本部, 设在, 位于"),
        ("capital", "capital, capital city, seat of government, 首都, 国都, 迁都, 都城"),
        ("author", "wrote, written, write, writer, author, penned, novelist, 作者, 写, 著, 撰写, 所著, 著作, 作家, 创作"),
        ("currency", "currency, money, coin, legal tender, pay with, 货币, 法定货币, 币, 钱, 法币"),
        ("founder", "founded, found, established, started, set up, created, cofounder, 创始人, 创办, 创立, 创建, 成立, 创办人, 创办者"),
        ("director", "directed, directs, film maker, filmmaker, 导演, 执导, 拍"),
        ("ceo", "ceo, chief executive, chief executive officer, head, heads, leads, led, leader, run by, runs, "
            + "in charge, 首席执行官, 总裁, 掌门, 执掌, 领导, 负责"),
        ("team", "team, club, squad, plays for, play, player, transferred, signed, 球队, 效力, 踢球, 打球, 队, 加盟, 转会"),
        ("car", "car, drive, vehicle, automobile, 车, 开, 座驾, 汽车, 轿车"),
        ("owns", "own, owned, have, possess, bought, drive, car, 有, 买, 拥有, 开"),
        ("coach", "coached, trained, trains, trainer, 教练, 执教, 主教练"),
        ("教练", "coach, coached, trained, 执教, 主教练"),
        ("owner", "owned, belong, possess, 拥有, 主人, 老板, 东家"),
        ("language", "spoken, speak, tongue, 语言, 讲, 说"),
        ("president", "head of state, leader, leads, led, 总统, 元首"),
        ("publisher", "published, brought out, 出版, 出版社"),
        ("manufacturer", "made, makes, maker, builds, built, produces, 生产, 制造, 厂家, 厂商"),
        ("architect", "designed, built, 设计, 建筑师"),
        ("composer", "composed, wrote, written, 作曲, 谱曲"),
        ("school", "study, studied, student, attend, enrolled, graduated, university, college, 上学, 读书, 就读, 毕业, "
            + "大学, 学校, 念书, 上大学"),
        ("major", "study, studied, degree, subject, 专业, 学什么, 读什么"),
        ("speaks", "speak, language, fluent, tongue, 语言, 会说, 讲, 说, 外语"),
        ("age", "age, old, year old, 年龄, 几岁, 多大, 岁数, 岁"),
        ("name", "name, called, named, 名字, 叫, 姓名, 名"),
        ("nickname", "nickname, called, 昵称, 外号, 小名, 叫"),
        ("email", "email, e mail, mail, 邮箱, 邮件"),
        ("phone", "phone, number, call, mobile, telephone, 电话, 手机, 号码"),
        ("height", "tall, height, 身高, 多高"),
        ("weight", "weigh, weight, heavy, 体重, 多重"),
        ("nationality", "nationality, citizen, citizenship, passport, 国籍, 哪国人"),
        ("religion", "religion, religious, faith, believe, 信仰, 宗教, 信"),
        ("marital_status", "married, single, marital status, relationship status, 结婚, 单身, 婚姻"),
        ("pet", "pet, pets, dog, cat, animal, 宠物, 养, 狗, 猫"),
        ("allergy", "allergic, allergy, allergies, 过敏"),
        ("condition", "condition, illness, disease, ill, diagnosed, health, suffer, 病, 健康, 患"),
        ("hobby", "hobby, hobbies, pastime, free time, spare time, fun, enjoy, 爱好, 兴趣, 业余, 空闲"),
        ("likes", "like, love, enjoy, fond, fan, 喜欢, 爱, 喜爱"),
        ("dislikes", "dislike, hate, stand, 讨厌, 不喜欢, 反感"),
        ("prefers", "prefer, preference, 偏好, 更喜欢"),
        ("diet", "diet, eat, vegan, vegetarian, 饮食, 吃素, 忌口"),
        ("skill", "skill, able, good at, know how, 技能, 擅长, 会"),
        ("member_of", "member, belong, club, join, part of, 成员, 会员, 加入, 参加"),
        ("subscription", "subscribe, subscription, 订阅, 会员"),
        ("favorite", "favorite, favourite, most liked, 最喜欢, 最爱, 最喜爱"),
    ];

    private static readonly FrozenDictionary<string, string[][]> Phrases = All();

    /// <summary>Gives the phrases that name a slot.</summary>
    public static IEnumerable<string[]> Of(string slot)
    {
        var own = slot.StartsWith(Slots.Favorite, StringComparison.Ordinal) ? slot[Slots.Favorite.Length..] : slot;
        var words = StemsOf(own.Replace('_', ' '));
        return Phrases.TryGetValue(slot, out var known)
            ? known.Any(phrase => phrase.SequenceEqual(words)) ? known : [words, .. known]
            : [words];
    }

    /// <summary>Gives the words that tell that a favourite is asked for.</summary>
    public static IEnumerable<string[]> Favorite => Phrases["favorite"];

    /// <summary>Tells whether two English words come from one root: coach and coaches, director and directed.</summary>
    public static bool AreKin(string word, string other)
    {
        var shared = word.AsSpan().CommonPrefixLength(other);
        return shared >= 4 && Ends(word, shared) && Ends(other, shared);

        static bool Ends(string word, int at) => Array.IndexOf(Endings, word[at..]) >= 0;
    }

    private static string[] StemsOf(string phrase) => [.. Wording.Of(phrase, 16).Select(Wording.Stem)];

    private static FrozenDictionary<string, string[][]> All()
    {
        var words = EnglishLexicon.Relations.Concat(EnglishLexicon.Nouns)
            .Concat(ChineseLexicon.Relations).Concat(ChineseLexicon.Nouns)
            .Select(pair => (Slot: pair.Value, Phrase: pair.Key))
            .Concat(Told.SelectMany(line => line.Words.Split(',', StringSplitOptions.TrimEntries)
                .Select(word => (line.Slot, Phrase: word))));
        return words.GroupBy(word => word.Slot).ToFrozenDictionary(
            slot => slot.Key,
            slot => slot.Select(word => StemsOf(word.Phrase))
                .DistinctBy(stems => string.Join(' ', stems)).ToArray());
    }
}
