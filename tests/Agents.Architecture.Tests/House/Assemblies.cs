using System.Reflection;

namespace Agents.Architecture.Tests.House;

/// <summary>The compiled projects.</summary>
internal static class Assemblies
{
    public static Assembly Contracts => Assembly.Load("Agents.Contracts");

    public static Assembly Client => Assembly.Load("Agents.Client");

    public static Assembly Memory => Assembly.Load("Agents.Memory");

    public static Assembly Embedding => Assembly.Load("Agents.Embedding");

    public static Assembly Storage => Assembly.Load("Agents.Storage");

    public static Assembly StorageAzureBlobs => Assembly.Load("Agents.Storage.AzureBlobs");

    public static Assembly StoragePostgres => Assembly.Load("Agents.Storage.Postgres");

    public static Assembly GrainsAbstractions => Assembly.Load("Agents.Grains.Abstractions");

    public static Assembly Grains => Assembly.Load("Agents.Grains");

    public static Assembly Gateway => Assembly.Load("Agents.Gateway");

    public static Assembly Silo => Assembly.Load("Agents.Silo");

    public static IReadOnlyList<Assembly> Product =>
    [
        Contracts, Client, Memory, Embedding, Storage, StorageAzureBlobs, StoragePostgres, GrainsAbstractions, Grains,
        Gateway, Silo,
    ];

    /// <summary>Returns the types that a person wrote: neither the compiler nor a source generator.</summary>
    public static IEnumerable<Type> WrittenTypes(Assembly assembly) => assembly.GetTypes().Where(IsWritten);

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true
        && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));
}
