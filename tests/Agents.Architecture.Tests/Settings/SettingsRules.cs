using System.Reflection;
using System.Xml.Linq;

namespace Agents.Architecture.Tests.Settings;

/// <summary>A setting is checked before anything starts, and says what it is when nobody sets it.</summary>
internal static class SettingsRules
{
    /// <summary>
    /// Every options class has a validator of its name in its assembly, or is a part of one that has.
    /// </summary>
    public static IEnumerable<string> WithoutValidator(IEnumerable<Type> types)
    {
        var all = types.ToArray();
        var names = all.Select(type => type.Name).ToHashSet();
        var parts = all.Where(IsOptions).SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType);
        return from type in all.Except(parts)
               where IsOptions(type) && !names.Contains(type.Name + "Validator")
               select $"{type.Name} has no {type.Name}Validator";
    }

    /// <summary>Every setting with a default of its own documents it in a <c>value</c> element.</summary>
    public static IEnumerable<string> WithoutDocumentedDefault(
        IEnumerable<Type> types, Func<string, XElement?> documentationOf) =>
        from type in types
        where IsOptions(type) && type.GetConstructor([]) is not null
        let instance = Activator.CreateInstance(type)
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where property.CanWrite && property.GetValue(instance) is not (null or false)
            && documentationOf($"P:{type.FullName}.{property.Name}")?.Element("value") is null
        select $"{type.Name}.{property.Name} does not document its default";

    /// <summary>Reads the documentation file beside an assembly.</summary>
    public static Func<string, XElement?> DocumentationOf(Assembly assembly)
    {
        var members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);
        return members.GetValueOrDefault;
    }

    /// <summary>A class that an operator sets. A message that is named so is none.</summary>
    private static bool IsOptions(Type type) =>
        type is { IsPublic: true, IsClass: true } or { IsNestedPublic: true, IsClass: true }
        && type.Name.EndsWith("Options", StringComparison.Ordinal)
        && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
}
