namespace Agents.Memory.Extraction.Model;

/// <summary>Why a statement of a model was not taken.</summary>
public enum Refusal
{
    /// <summary>It has no slot, no value or no quote.</summary>
    Incomplete,

    /// <summary>The slot is neither one of the schema nor a short noun.</summary>
    Slot,

    /// <summary>The polarity is none.</summary>
    Polarity,

    /// <summary>The subject is neither who speaks nor a name that stands in the turn.</summary>
    Subject,

    /// <summary>The quote does not stand in the turn.</summary>
    Quote,

    /// <summary>The quote is longer than a statement.</summary>
    QuoteTooLong,

    /// <summary>The quote is code, or words that the turn itself quotes.</summary>
    Quotation,

    /// <summary>The value does not stand in the quote, or is none: a pronoun, or a whole story.</summary>
    Value,

    /// <summary>What stands around the quote asks, supposes or denies it.</summary>
    Context,

    /// <summary>The rules read the same words as the contrary, or as said of another than who speaks.</summary>
    Rules,

    /// <summary>It was said by a statement before it.</summary>
    Duplicate,

    /// <summary>The turn has given as many claims as one may.</summary>
    TooMany,

    /// <summary>The time is not one that the turn names. The claim is kept, without a time.</summary>
    Time,
}
