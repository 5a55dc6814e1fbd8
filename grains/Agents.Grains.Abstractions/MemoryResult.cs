using System.Diagnostics.CodeAnalysis;
using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>The value of an operation, or the reason why it was refused.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-result`1")]
public sealed record MemoryResult<T>
    where T : class
{
    /// <summary>Gets the value; null when refused.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>Gets the reason; null when it succeeded.</summary>
    [Id(1)]
    public MemoryError? Error { get; init; }

    /// <summary>Gets a value indicating whether the activation that refused has given the memory up: it did nothing,
    /// and the same call made again finds another one.</summary>
    [Id(2)]
    public bool Moved { get; init; }

    public static implicit operator MemoryResult<T>(T value) => new() { Value = value };

    public static implicit operator MemoryResult<T>(MemoryError error) => new() { Error = error };

    /// <summary>Tells whether it succeeded.</summary>
    public bool TryGetValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out MemoryError? error)
    {
        value = Value;
        error = Error;
        return error is null;
    }
}
