using Agents.Contracts;

namespace Agents.Cli.DataSets;

/// <summary>One conversation of a data set: a user, the calls that load it, and the questions about it.</summary>
/// <param name="User">The sample's id, which is also the user.</param>
/// <param name="Calls">What was said, in order; a call may exceed the limits of one request.</param>
/// <param name="Questions">What to ask.</param>
internal sealed record Sample(string User, IReadOnlyList<AddMemoriesRequest> Calls, IReadOnlyList<Question> Questions)
{
    public int MessageCount => Calls.Sum(call => call.Messages.Count);
}
