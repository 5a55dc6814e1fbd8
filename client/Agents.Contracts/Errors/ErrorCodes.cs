namespace Agents.Contracts;

/// <summary>The codes that a client can switch on.</summary>
public static class ErrorCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidApiKey = "invalid_api_key";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string UserRequired = "user_required";
    public const string UserConflict = "user_conflict";
    public const string IdReused = "id_reused";
    public const string Erased = "erased";
    public const string ConsolidationRunning = "consolidation_running";
    public const string Held = "held";
    public const string PolicyRefused = "policy_refused";
    public const string QuotaExceeded = "quota_exceeded";
    public const string TooLarge = "too_large";
    public const string HostNotAllowed = "host_not_allowed";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string ModelNotFound = "model_not_found";
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string StorageUnavailable = "storage_unavailable";
    public const string StorageFull = "storage_full";
    public const string LogDamaged = "log_damaged";
    public const string Overloaded = "overloaded";
    public const string Starting = "starting";
    public const string UpstreamFailed = "upstream_failed";
    public const string UpstreamTimeout = "upstream_timeout";
    public const string Internal = "internal_error";
}
