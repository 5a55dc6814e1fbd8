namespace Agents.Memory.Extraction.Model;

/// <summary>In which form a model's answer could be read.</summary>
public enum AnswerForm
{
    /// <summary>In none.</summary>
    None,

    /// <summary>As the JSON that was asked for.</summary>
    Json,

    /// <summary>As JSON with faults: text around it, a comma too many, other quotation marks, an end that is
    /// missing.</summary>
    Repaired,

    /// <summary>As lines of <c>slot | value | quote</c>.</summary>
    Lines,
}
