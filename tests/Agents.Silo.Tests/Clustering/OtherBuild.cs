using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Agents.Silo.Tests.Clustering;

/// <summary>The program as another release would be: it writes snapshots of another version, and reads those
/// alone.</summary>
/// <remarks>A copy of this build with the number of the version changed in its code.</remarks>
internal sealed class OtherBuild : IDisposable
{
    private const string Library = "Agents.Memory.dll";
    private const string Snapshots = "Agents.Memory.Projection.MemoryProjection";
    private const string Version = "SnapshotVersion";

    private static readonly string[] Uses = ["ToSnapshot", "FromSnapshot"];

    private OtherBuild(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Makes it of the files of this build.</summary>
    public static OtherBuild Create()
    {
        var folder = Directory.CreateTempSubdirectory("agents-build-").FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        using var library = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, Library));
        var type = library.MainModule.GetType(Snapshots);
        var version = (int)type.Fields.Single(field => field.Name == Version).Constant;
        foreach (var method in type.Methods.Where(method => Uses.Contains(method.Name)))
        {
            Raise(method, version);
        }

        library.Write(Path.Combine(folder, Library));
        return new OtherBuild(folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // A constant is written out where it is used: its first use is the number of the header.
    private static void Raise(MethodDefinition method, int version)
    {
        method.Body.SimplifyMacros();
        var use = method.Body.Instructions.First(
            instruction => instruction.OpCode == OpCodes.Ldc_I4 && (int)instruction.Operand == version);
        use.Operand = version + 1;
        method.Body.OptimizeMacros();
    }
}
