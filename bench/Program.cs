using Agents.Bench.Recall;
using BenchmarkDotNet.Running;

// A first word names a table that one run prints; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "kernel":
        KernelTable.Print(Console.Out);
        break;
    case "recall":
        RecallTable.Print(Console.Out);
        break;
    case "vectors":
        await VectorTable.PrintAsync(Console.Out);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(KernelTable).Assembly).Run(args);
        break;
}
