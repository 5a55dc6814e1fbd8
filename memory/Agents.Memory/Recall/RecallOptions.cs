namespace Agents.Memory.Recall;

/// <summary>How one user's memories are ranked.</summary>
/// <remarks>
/// Weights are in standard deviations of the fused score. They are few, and each was set in coarse steps, for the
/// reason given with it and with an eye on public development data; 30 % more or less of any of them costs at most a
/// point of recall, which <c>bench -- ablation</c> shows.
/// </remarks>
public sealed record RecallOptions
{
    /// <summary>The most hops that may be asked for.</summary>
    public const int HopsLimit = 3;

    /// <summary>Gets the number of components of the model's vectors.</summary>
    /// <value>The default is 384; 1 to 8,192.</value>
    public int Dimension { get; init; } = 384;

    /// <summary>Gets the weight of what the words say.</summary>
    /// <value>The default is 0.75, half of <see cref="DenseWeight"/>.</value>
    public double LexicalWeight { get; init; } = 0.75;

    /// <summary>Gets the weight of words of the question that stand side by side.</summary>
    /// <value>The default is 0.25: the words themselves have counted already.</value>
    public double PhraseWeight { get; init; } = 0.25;

    /// <summary>Gets the weight of what the vectors say.</summary>
    /// <value>
    /// The default is 1.5: words and meaning are two witnesses and neither is known to be the better one, but the best
    /// match by words lies 5 to 10 deviations out and the best by meaning 3 to 4, so twice the weight evens them.
    /// </value>
    public double DenseWeight { get; init; } = 1.5;

    /// <summary>Gets the weight of what earlier hops lead to.</summary>
    /// <value>The default is 0.3: hearsay, which must not outweigh a match with the question itself.</value>
    public double HopWeight { get; init; } = 0.3;

    /// <summary>Gets the weight of telling just what the memory of an earlier hop leaves open.</summary>
    /// <value>The default is 8: the two together are an answer, so the second is worth what the best match by words
    /// is.</value>
    public double CompletionWeight { get; init; } = 8;

    /// <summary>Gets the weight of standing at the end of a walk along the relations that the question names.</summary>
    /// <value>The default is 8, as of <see cref="CompletionWeight"/>: it answers the question.</value>
    public double GraphWeight { get; init; } = 8;

    /// <summary>Gets the share of its score that a memory passes on to the next one of its conversation.</summary>
    /// <value>The default is 0.2: people stay with a subject, though not with a point.</value>
    public double FlowWeight { get; init; } = 0.2;

    /// <summary>Gets the share that a question passes on to what the user or a participant says next, beside
    /// <see cref="FlowWeight"/>.</summary>
    /// <value>The default is 0.4: an answer follows its question and seldom repeats its words.</value>
    public double ReplyWeight { get; init; } = 0.4;

    /// <summary>Gets the weight of whose memory it is: said by the one participant whom the question names, or by the
    /// user where the question speaks of its asker.</summary>
    /// <value>
    /// The default is 2.5: who it is about is stated in the question, so it should outweigh either witness alone but
    /// not both, since one may well say something about the other.
    /// </value>
    public double AuthorWeight { get; init; } = 2.5;

    /// <summary>Gets the weight of a named participant's speaking of himself.</summary>
    /// <value>The default is 1, less than half of <see cref="AuthorWeight"/>: what is asked about a person is mostly
    /// what the person said with an I in it.</value>
    public double FirstPersonWeight { get; init; } = 1;

    /// <summary>Gets the weight of being of a time that the question names.</summary>
    /// <value>The default is 2, about as for <see cref="AuthorWeight"/>: it is stated in the question.</value>
    public double TimeWeight { get; init; } = 2;

    /// <summary>Gets the weight of holding a time where the question asks when, a number where it asks how
    /// many.</summary>
    /// <value>The default is 0.5: most memories that hold one do not hold the one that is asked for.</value>
    public double AnswerTypeWeight { get; init; } = 0.5;

    /// <summary>Gets the weight that a text loses which does nothing but ask.</summary>
    /// <value>The default is 1: a question shares the words of its answer, about what that is worth.</value>
    public double AsksWeight { get; init; } = 1;

    /// <summary>Gets the weight that a text loses of which nothing holds any longer.</summary>
    /// <value>The default is 3: it looks as much like the answer as what took its place, so nothing less than what a
    /// clear match is worth puts it below.</value>
    public double OutdatedWeight { get; init; } = 3;

    /// <summary>Gets the weight of being recent.</summary>
    /// <value>The default is 0.1: it decides between equals and lifts nothing over a better match.</value>
    public double RecencyWeight { get; init; } = 0.1;

    /// <summary>Gets the weight of having been used.</summary>
    /// <value>The default is 0.1, that of <see cref="RecencyWeight"/>: the two are one measure, and what was needed
    /// before must not keep what is needed now from being found.</value>
    public double ActivationWeight { get; init; } = 0.1;

    /// <summary>Gets the weight of standing in a conversation that is about the question.</summary>
    /// <value>The default is 0.75: half of what the best witness of one memory counts.</value>
    public double SessionWeight { get; init; } = 0.75;

    /// <summary>Gets the most that a later statement is raised to stand above the earlier one whose place it
    /// takes.</summary>
    /// <value>The default is 8: the earlier one may say all the words of the question and the later one but a few, and
    /// that is what the best match by words is worth.</value>
    public double NewerWeight { get; init; } = 8;

    /// <summary>Gets how many hops a question makes at most: 1 is the question alone, each one more reads what the one
    /// before found.</summary>
    /// <value>The default is 2; 1 to <see cref="HopsLimit"/>.</value>
    public int HopsMax { get; init; } = 2;

    /// <summary>Gets the cosine up to which a vector says nothing: a document without a matching word needs
    /// more.</summary>
    /// <value>The default is 0.15; unrelated English pairs of all-MiniLM-L6-v2 stay below 0.1.</value>
    public double NoiseCosine { get; init; } = 0.15;

    /// <summary>Gets the confidence from which on the memory is said to hold an answer.</summary>
    /// <value>The default is 0.25: a memory that is shown in vain costs a few tokens, one that is withheld costs the
    /// answer.</value>
    public double AnswerableConfidence { get; init; } = 0.25;

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="ArgumentException">The message names the property, the value and the range.</exception>
    internal void Validate()
    {
        Require(Dimension, nameof(Dimension), 1, 8192);
        Require(HopsMax, nameof(HopsMax), 1, HopsLimit);
        Require(NoiseCosine, nameof(NoiseCosine), -1, 1);
        Require(AnswerableConfidence, nameof(AnswerableConfidence), 0, 1);
        RequireWeight(LexicalWeight, nameof(LexicalWeight));
        RequireWeight(PhraseWeight, nameof(PhraseWeight));
        RequireWeight(DenseWeight, nameof(DenseWeight));
        RequireWeight(HopWeight, nameof(HopWeight));
        RequireWeight(CompletionWeight, nameof(CompletionWeight));
        RequireWeight(GraphWeight, nameof(GraphWeight));
        RequireWeight(FlowWeight, nameof(FlowWeight));
        RequireWeight(ReplyWeight, nameof(ReplyWeight));
        RequireWeight(AuthorWeight, nameof(AuthorWeight));
        RequireWeight(FirstPersonWeight, nameof(FirstPersonWeight));
        RequireWeight(TimeWeight, nameof(TimeWeight));
        RequireWeight(AnswerTypeWeight, nameof(AnswerTypeWeight));
        RequireWeight(AsksWeight, nameof(AsksWeight));
        RequireWeight(OutdatedWeight, nameof(OutdatedWeight));
        RequireWeight(RecencyWeight, nameof(RecencyWeight));
        RequireWeight(ActivationWeight, nameof(ActivationWeight));
        RequireWeight(SessionWeight, nameof(SessionWeight));
        RequireWeight(NewerWeight, nameof(NewerWeight));
    }

    private static void RequireWeight(double value, string name) => Require(value, name, 0, 100);

    private static void Require(double value, string name, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException($"Recall option {name} is {value}; set it to {least} up to {most}.", name);
        }
    }
}
