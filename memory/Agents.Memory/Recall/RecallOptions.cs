namespace Agents.Memory.Recall;

/// <summary>How one user's memories are ranked.</summary>
/// <remarks>
/// Weights are in standard deviations of the fused score, few and coarse, each set for the reason given with it and
/// fitted to no data set.
/// </remarks>
public sealed record RecallOptions
{
    /// <summary>Gets the number of components of the model's vectors.</summary>
    /// <value>The default is 384; 1 to 8,192.</value>
    public int Dimension { get; init; } = 384;

    /// <summary>Gets the weight of what the words say: the unit that the others are measured in.</summary>
    /// <value>The default is 1.</value>
    public double LexicalWeight { get; init; } = 1;

    /// <summary>Gets the weight of what the vectors say.</summary>
    /// <value>
    /// The default is 1.5: words and meaning are two witnesses and neither is known to be the better one, but the best
    /// match by words lies 5 to 10 deviations out and the best by meaning 3 to 4, so half as much again evens them.
    /// </value>
    public double DenseWeight { get; init; } = 1.5;

    /// <summary>Gets the weight of being said by the one participant whom the question names.</summary>
    /// <value>
    /// The default is 2: who it is about is stated in the question, so it should outweigh either witness alone but not
    /// both, since one may well say something about the other.
    /// </value>
    public double AuthorWeight { get; init; } = 2;

    /// <summary>Gets the weight that a text loses which does nothing but ask.</summary>
    /// <value>The default is 1: a question shares the words of its answer, about what that is worth.</value>
    public double AsksWeight { get; init; } = 1;

    /// <summary>Gets the weight of being recent.</summary>
    /// <value>The default is 0.1: it decides between equals and lifts nothing over a better match.</value>
    public double RecencyWeight { get; init; } = 0.1;

    /// <summary>Gets the cosine up to which a vector says nothing: a document without a matching word needs
    /// more.</summary>
    /// <value>The default is 0.15; unrelated English pairs of all-MiniLM-L6-v2 stay below 0.1.</value>
    public double NoiseCosine { get; init; } = 0.15;

    /// <summary>Gets the confidence from which on the memory is said to hold an answer.</summary>
    /// <value>The default is 0.2.</value>
    public double AnswerableConfidence { get; init; } = 0.2;

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="ArgumentException">The message names the property, the value and the range.</exception>
    internal void Validate()
    {
        Require(Dimension, nameof(Dimension), 1, 8192);
        Require(LexicalWeight, nameof(LexicalWeight), 0, 100);
        Require(DenseWeight, nameof(DenseWeight), 0, 100);
        Require(AuthorWeight, nameof(AuthorWeight), 0, 100);
        Require(AsksWeight, nameof(AsksWeight), 0, 100);
        Require(RecencyWeight, nameof(RecencyWeight), 0, 100);
        Require(NoiseCosine, nameof(NoiseCosine), -1, 1);
        Require(AnswerableConfidence, nameof(AnswerableConfidence), 0, 1);
    }

    private static void Require(double value, string name, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException($"Recall option {name} is {value}; set it to {least} up to {most}.", name);
        }
    }
}
