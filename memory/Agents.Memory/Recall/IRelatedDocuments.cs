namespace Agents.Memory.Recall;

/// <summary>Finds documents by the relations that a question names: the seam to what was taken from them.</summary>
internal interface IRelatedDocuments
{
    /// <summary>Gets whether any relation is known.</summary>
    bool Any { get; }

    /// <summary>Follows the relations that a question names.</summary>
    /// <param name="question">The question.</param>
    /// <param name="people">The participants; null for roles.</param>
    /// <param name="guides">Whether a document may lead to others.</param>
    /// <returns>Why none was followed, or null; and the documents along the way, each with its share from 0 to
    /// 1.</returns>
    (string? Off, IReadOnlyList<(int Ordinal, double Share)> Found) Follow(
        string question, IReadOnlyList<string?> people, Func<int, bool> guides);
}
