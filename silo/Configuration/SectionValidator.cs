using System.ComponentModel;
using System.Reflection;

namespace Agents.Silo.Configuration;

/// <summary>Finds the settings of a section that the binder would throw at or pass over, one line each.</summary>
internal static class SectionValidator
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Compares the settings below a section with the properties of what it is bound to.</summary>
    public static void Check(IConfigurationSection section, Type type, List<string> faults)
    {
        foreach (var setting in section.GetChildren())
        {
            if (type.GetProperty(setting.Key, AnyCase) is not { } property)
            {
                faults.Add($"There is no setting {setting.Path}; {section.Path} has "
                    + $"{string.Join(", ", type.GetProperties().Select(known => known.Name))}.");
            }
            else if (property.PropertyType.IsAssignableTo(typeof(IDictionary<string, string>)))
            {
                // Any name is one: they are the operator's own.
            }
            else if (!property.CanWrite)
            {
                Check(setting, property.PropertyType, faults);
            }
            else if (setting.Value is not { } value)
            {
                faults.Add($"{setting.Path} has settings below it, and is one value: {KindOf(property.PropertyType)}.");
            }
            else if (!TypeDescriptor.GetConverter(property.PropertyType).IsValid(value))
            {
                faults.Add($"{setting.Path} is '{value}'; give {KindOf(property.PropertyType)}.");
            }
        }
    }

    /// <summary>Finds levels of logging that are none.</summary>
    public static void CheckLevels(IConfigurationSection logging, List<string> faults) => faults.AddRange(
        from setting in logging.AsEnumerable()
        where setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && setting.Value is not null
            && !Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out _)
        select $"{setting.Key} is '{setting.Value}'; give one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");

    private static string KindOf(Type declared) => NameOf(Nullable.GetUnderlyingType(declared) ?? declared);

    private static string NameOf(Type type) =>
        type == typeof(int) ? $"a whole number, at most {int.MaxValue}"
        : type == typeof(long) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:00:30"
        : "a text";
}
