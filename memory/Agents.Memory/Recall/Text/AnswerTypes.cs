namespace Agents.Memory.Recall.Text;

/// <summary>What a question wants to know, or what a text can tell.</summary>
[Flags]
internal enum AnswerTypes : byte
{
    None = 0,

    /// <summary>When, or for how long.</summary>
    Time = 1,

    /// <summary>How many or how much.</summary>
    Number = 2,
}
