using System.Reflection;

namespace Agents.Architecture.Tests.Wire;

/// <summary>What silos of two versions must agree on: names, numbers, and a surrogate for each record of the
/// contracts.</summary>
internal static class WireRules
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every message, grain interface and grain method has an alias, and no two of one place share
    /// it.</summary>
    public static IEnumerable<string> WrongAliases(IReadOnlyCollection<Type> types)
    {
        var named = types.Where(type => IsMessage(type) || IsGrainInterface(type)).ToArray();
        var missing = named.Where(type => AliasOf(type) is null).Select(type => $"{type.Name} has no alias");
        var methods = named.Where(IsGrainInterface).SelectMany(type => type.GetMethods()).ToArray();
        var silent = methods.Where(method => AliasOf(method) is null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name} has no alias");
        var repeated = Repeated(methods, method => method.DeclaringType!.Name + ": ");
        return [.. missing, .. silent, .. Repeated(named, _ => ""), .. repeated];
    }

    /// <summary>Every stored member of a message has an id that no other member of its type has.</summary>
    public static IEnumerable<string> WrongIds(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(IsMessage))
        {
            var members = type.GetMembers(Declared).Where(IsStored).ToArray();
            var ids = members.Select(member => (member.Name, member.GetCustomAttribute<IdAttribute>()?.Id)).ToArray();
            foreach (var (name, _) in ids.Where(member => member.Id is null))
            {
                yield return $"{type.Name}.{name} has no id";
            }

            var groups = ids.Where(member => member.Id is not null).GroupBy(member => member.Id);
            foreach (var group in groups.Where(group => group.Count() > 1))
            {
                yield return $"{type.Name} has the id {group.Key} twice";
            }
        }
    }

    /// <summary>Every record of another assembly that a grain takes or gives has a surrogate that carries all of
    /// it.</summary>
    /// <param name="interfaces">The grain interfaces.</param>
    /// <param name="converters">The types with <c>[RegisterConverter]</c>.</param>
    /// <param name="contracts">The assembly of the records.</param>
    public static IEnumerable<string> WrongSurrogates(
        IEnumerable<Type> interfaces, IEnumerable<Type> converters, Assembly contracts)
    {
        var surrogates = converters
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConverter<,>))
            .ToDictionary(type => type.GenericTypeArguments[0], type => type.GenericTypeArguments[1]);
        foreach (var record in Reachable(interfaces).Where(type => type.Assembly == contracts && !type.IsEnum))
        {
            if (!surrogates.TryGetValue(record, out var surrogate))
            {
                yield return $"{record.Name} has no surrogate";
                continue;
            }

            var carried = surrogate.GetMembers(Declared).Where(IsStored).Select(member => member.Name);
            foreach (var property in StateOf(record).Select(property => property.Name).Except(carried))
            {
                yield return $"{surrogate.Name} does not carry {record.Name}.{property}";
            }
        }
    }

    /// <summary>Returns every type that may pass through a call, by parameters, results, their arguments and their
    /// members.</summary>
    private static HashSet<Type> Reachable(IEnumerable<Type> interfaces)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(interfaces.SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
                .Append(method.ReturnType)));
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            var parts = type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments();
            var members = type.Namespace?.StartsWith("Agents", StringComparison.Ordinal) == true
                ? StateOf(type).Select(property => property.PropertyType)
                : [];
            foreach (var next in parts.Concat(members))
            {
                open.Push(next);
            }
        }

        return seen;
    }

    /// <summary>The properties that a copy must carry: those that can be set. Computed ones follow from them.</summary>
    private static IEnumerable<PropertyInfo> StateOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);

    private static bool IsStored(MemberInfo member) => member switch
    {
        PropertyInfo property => property.CanWrite && property.GetMethod?.IsPublic == true,
        FieldInfo field => !field.Name.Contains('<', StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsMessage(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    private static bool IsGrainInterface(Type type) => type.IsInterface && typeof(IGrain).IsAssignableFrom(type);

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static IEnumerable<string> Repeated(IEnumerable<MemberInfo> members, Func<MemberInfo, string> place) =>
        members.Where(member => AliasOf(member) is not null)
            .GroupBy(member => place(member) + AliasOf(member), member => member.Name)
            .Where(group => group.Count() > 1)
            .Select(group => $"the alias {group.Key} stands for {string.Join(" and ", group.Order())}");
}
