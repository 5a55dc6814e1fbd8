using System.Reflection;

namespace Agents.Architecture.Tests.Types;

/// <summary>Rules that reflection can see: which assembly touches which, and how grains are declared.</summary>
internal static class TypeRules
{
    /// <summary>Reports references to an assembly whose name begins with one of the prefixes. A used reference always
    /// shows here.</summary>
    public static IEnumerable<string> References(Assembly assembly, params string[] prefixes) =>
        from reference in assembly.GetReferencedAssemblies()
        let name = reference.Name!
        where prefixes.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal))
        select $"{assembly.GetName().Name} uses {name}";

    /// <summary>A grain class is internal and sealed, and its name ends with Grain.</summary>
    public static IEnumerable<string> WrongGrainClasses(IEnumerable<Type> types) =>
        from type in types
        where type.IsClass && !type.IsAbstract && typeof(Grain).IsAssignableFrom(type)
        from fault in new[]
        {
            (type.IsVisible, "must be internal"),
            (!type.IsSealed, "must be sealed"),
            (!type.Name.EndsWith("Grain", StringComparison.Ordinal), "must be named *Grain"),
        }
        where fault.Item1
        select $"{type.Name} {fault.Item2}";

    /// <summary>Grain interfaces live in Agents.Grains.Abstractions and are named I*Grain; one that only the grains
    /// among themselves can see lives with them.</summary>
    public static IEnumerable<string> WrongGrainInterfaces(IEnumerable<Type> types) =>
        from type in types
        where type.IsInterface && typeof(IGrain).IsAssignableFrom(type)
        let isNamed = type.Name.StartsWith('I') && type.Name.EndsWith("Grain", StringComparison.Ordinal)
        from fault in new[]
        {
            (
                !type.IsNotPublic && type.Assembly.GetName().Name != "Agents.Grains.Abstractions",
                "must live in Agents.Grains.Abstractions"),
            (!isNamed, "must be named I*Grain"),
        }
        where fault.Item1
        select $"{type.Name} {fault.Item2}";

    /// <summary>The grains show nothing but their options and their registration.</summary>
    public static IEnumerable<string> PublicTypes(IEnumerable<Type> types) =>
        from type in types
        where type.IsPublic
            && !type.Name.EndsWith("Options", StringComparison.Ordinal)
            && !type.Name.EndsWith("SiloBuilderExtensions", StringComparison.Ordinal)
        select $"{type.Name} must not be public";
}
