using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>Refuses a field that a body does not have: a filter that is misspelt would otherwise narrow nothing, and
/// say nothing of it.</summary>
/// <remarks>The fields are those of the contract's record, so that a new one is known as soon as it is there.</remarks>
internal static class KnownFields
{
    /// <summary>Checks the fields of a body's object; those of objects in it are not looked at.</summary>
    /// <typeparam name="T">The record of the contract that the body is.</typeparam>
    /// <param name="body">The object.</param>
    /// <param name="remedy">What to do with a field that resembles none.</param>
    /// <exception cref="ApiException">It has another field.</exception>
    public static void Check<T>(JsonElement body, string remedy)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (!Array.Exists(Of<T>.Names, field.NameEquals))
            {
                var all = $"{remedy}. The body's fields are {string.Join(", ", Of<T>.Names)}.";
                throw UnknownName.Of(field.Name, "field", Of<T>.Names, all);
            }
        }
    }

    private static class Of<T>
    {
        public static readonly string[] Names =
        [
            .. AgentsJson.Options.GetTypeInfo(typeof(T)).Properties
                .Where(property => property.Set is not null).Select(property => property.Name),
        ];
    }
}
