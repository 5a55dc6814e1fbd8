using Agents.Memory.Recall.Text;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class PresentQuestionTests
{
    [Theory]
    [InlineData("Where do I live?", false)]
    [InlineData("What's my job?", false)]
    [InlineData("Please say: who is my dentist", false)]
    [InlineData("How many cats have I got?", true)]
    [InlineData("What is the deadline of the report?", true)]
    [InlineData("When will the lease end?", true)]
    [InlineData("我住在哪里？", false)]
    [InlineData("我的房租是多少？", true)]
    public void A_question_for_one_thing_as_it_stands_is_read_with_its_sort(string question, bool measure)
    {
        var read = PresentQuestion.Read(question);

        Assert.Null(read.Off);
        Assert.Equal(measure, read.OfMeasure);
    }

    [Theory]
    [InlineData("Where did I live?")]
    [InlineData("What was my first job?")]
    [InlineData("Where do I live since I moved, and before?")]
    [InlineData("How much have prices changed?")]
    [InlineData("How many days are between the two calls?")]
    [InlineData("What kinds of tea do I like?")]
    [InlineData("What has she painted?")]
    [InlineData("Have I ever been to Porto?")]
    [InlineData("What should I cook?")]
    [InlineData("Tell me a story")]
    [InlineData("我以前住在哪里？")]
    [InlineData("我有哪些爱好？")]
    [InlineData("你觉得我住哪里好？")]
    [InlineData("")]
    public void Any_other_is_passed_over_with_the_reason(string question) =>
        Assert.NotNull(PresentQuestion.Read(question).Off);

    [Theory]
    [InlineData("What is Anna's rent?", "Anna")]
    [InlineData("What’s my uncle’s rent?", "uncle")]
    [InlineData("What is the rent of Anna Meyer?", "Anna Meyer")]
    [InlineData("What is my rent in Porto?", "")]
    [InlineData("What's the rent?", "")]
    [InlineData("我叔叔的房租是多少？", "叔叔")]
    [InlineData("我的房租是多少？", "")]
    public void Whose_it_is_is_its_subject(string question, string subjects) =>
        Assert.Equal(subjects, PresentQuestion.Read(question).Subjects);
}
