using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Agents.Architecture.Tests.Types;

/// <summary>State that belongs to no user and to no run: it leaks between grains and between tests.</summary>
internal static class StaticStateRules
{
    private static readonly Type[] MutableCollections =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(SortedDictionary<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>),
        typeof(ConcurrentBag<>), typeof(ConditionalWeakTable<,>),
    ];

    /// <summary>Reports static fields that can be assigned, and those that hold a collection made to change.</summary>
    public static IEnumerable<string> Mutable(IEnumerable<Type> types) =>
        from type in types
        from field in type.GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsLiteral && !field.Name.StartsWith("<>", StringComparison.Ordinal)
        let fault = !field.IsInitOnly ? "can be assigned"
            : HoldsMutableCollection(field) ? "holds a mutable collection"
            : null
        where fault is not null
        select $"{type.Name}.{field.Name} is static and {fault}";

    private static bool HoldsMutableCollection(FieldInfo field) =>
        field.FieldType.IsGenericType && MutableCollections.Contains(field.FieldType.GetGenericTypeDefinition());
}
