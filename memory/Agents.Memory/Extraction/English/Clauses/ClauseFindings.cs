namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What the clauses of a part were found to say, until it is taken as claims in the order of the
/// text.</summary>
internal sealed class ClauseFindings
{
    private readonly List<Finding> _open;

    private ClauseFindings(IEnumerable<Finding> findings, string? person) =>
        (_open, Person) = ([.. findings], person);

    public static ClauseFindings None { get; } = new([], null);

    /// <summary>Gets the other person that was named last, in words of the sentence; null where there is
    /// none.</summary>
    public string? Person { get; }

    public static ClauseFindings Of(Reading reading)
    {
        var person = reading.Claims.Person is { } last ? Subjects.Of(last) : null;
        var (findings, named) = ClauseReader.Read(reading.Sentence, person);
        return new ClauseFindings(findings.OrderBy(finding => finding.Clause.Start), named);
    }

    /// <summary>Adds what clauses that begin in a part say.</summary>
    public void Take(Reading reading, Stretch part)
    {
        foreach (var next in _open.FindAll(found => found.Clause.Start >= part.Start && found.Clause.Start < part.End))
        {
            _open.Remove(next);
            Add(reading, next);
        }
    }

    private static void Add(Reading reading, Finding finding)
    {
        var time = finding.Dated ? ClaimTimes.Find(finding.Clause.Of(reading.Sentence), reading.Said, ahead: false)
            : default;
        if (!IsTaken(reading, finding))
        {
            reading.Add(finding.Subject, finding.Slot, finding.Value, finding.Clause, finding.Polarity, time.Time,
                parsed: true);
        }

        reading.Claims.MarkRead(finding.Slot, reading.InText(finding.Value));
    }

    /// <summary>Tells whether the turn was found to say as much already, by what it says is over.</summary>
    private static bool IsTaken(Reading reading, Finding finding)
    {
        var value = finding.Value.Of(reading.Sentence);
        return reading.Claims.Any(claim => claim is { OnlyIfKnown: false } && claim.Slot == finding.Slot
            && claim.Subject == finding.Subject && claim.Polarity == finding.Polarity
            && (claim.Value.Contains(value, StringComparison.OrdinalIgnoreCase)
                || value.Contains(claim.Value, StringComparison.OrdinalIgnoreCase)));
    }
}
