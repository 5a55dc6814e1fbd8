using System.Reflection;
using Agents.Memory.Log;

namespace Agents.TestKit.Conformance;

/// <summary>Finds providers of logs whose tests do not inherit <see cref="MemoryLogConformance{TProvider}"/>.</summary>
public static class ConformanceCoverage
{
    /// <summary>Lists the providers that nothing checks.</summary>
    /// <param name="providers">The assemblies whose providers must be checked.</param>
    /// <param name="tests">The assemblies whose tests check them.</param>
    public static IReadOnlyList<Type> Unchecked(IEnumerable<Assembly> providers, IEnumerable<Assembly> tests)
    {
        var seen = tests.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .Select(CheckedBy)
            .OfType<Type>()
            .ToHashSet();
        return
        [
            .. providers.SelectMany(assembly => assembly.GetTypes())
                .Where(type => type is { IsClass: true, IsAbstract: false })
                .Where(type => type.IsAssignableTo(typeof(IMemoryLogProvider)))
                .Where(type => !seen.Contains(type)),
        ];
    }

    /// <summary>The provider that a test class checks, or null when it is no heir of the suite.</summary>
    private static Type? CheckedBy(Type test)
    {
        for (var type = test.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MemoryLogConformance<>))
            {
                return type.GetGenericArguments()[0];
            }
        }

        return null;
    }
}
