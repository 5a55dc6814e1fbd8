namespace Agents.Contracts;

/// <summary>The limits of the interface, as they are by default.</summary>
public static class MemoryLimits
{
    public const int BodyBytesMax = 8 * 1024 * 1024;
    public const int MessageBytesMax = 512 * 1024;
    public const int MessagesMax = 1_000;
    public const int QueryBytesMax = 32 * 1024;
    public const int SearchLimitDefault = 10;
    public const int SearchLimitMax = 200;
    public const int ListLimitDefault = 50;
    public const int ListLimitMax = 1_000;

    /// <summary>About the most text, in UTF-16 bytes, that one answer holds; a list then ends its page early, and a
    /// search leaves out its last hits and says so.</summary>
    public const int AnswerTextBytesMax = 16 * 1024 * 1024;

    public const int BudgetTokensDefault = 1_000;
    public const int BudgetTokensMax = 32_000;
    public const int UserIdBytesMax = 256;
    public const int IdCharsMax = 128;
    public const int AuthorBytesMax = 256;
    public const int MetadataPairsMax = 16;
    public const int MetadataKeyCharsMax = 64;
    public const int MetadataValueCharsMax = 512;
    public const int UserMemoriesMax = 1_000_000;
    public const int ConsolidationTextsDefault = 1_000;
    public const int ConsolidationTextsMax = 10_000;
    public const int ConsolidationsListedDefault = 20;
    public const int ConsolidationsListedMax = 200;
    public const long RetentionBytesLeast = 1_024;
    public const long RetentionBytesMax = 1L << 40;
    public const int RetentionDaysMax = 36_500;
    public const int RetentionFirstMax = 100;
    public const int ReportedIdsMax = 20;
}
