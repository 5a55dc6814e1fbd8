using Agents.Memory.Recall.Vectors;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class InvertedListsTests
{
    private const int Lists = 5;

    // Around the border of two segments as well.
    private static readonly Gen<int> GenOrdinal = Gen.OneOf(Gen.Int[0, 40], Gen.Int[32_750, 32_790]);

    [Fact]
    public void After_any_changes_the_lists_are_those_of_the_assignments_alone() =>
        Gen.Select(GenOrdinal, Gen.Int[-1, Lists - 1]).Array[0, 80].Sample(changes =>
        {
            var model = new ushort[32_800];
            Array.Fill(model, InvertedLists.None);
            var lists = new InvertedLists(Lists);
            foreach (var (ordinal, list) in changes)
            {
                Assert.Equal(model[ordinal], lists.Remove(ordinal));
                model[ordinal] = InvertedLists.None;
                if (list >= 0)
                {
                    lists.Add(ordinal, list);
                    model[ordinal] = (ushort)list;
                }
            }

            var made = InvertedLists.Of(Lists, model);
            Assert.Equal(model.Count(list => list != InvertedLists.None), lists.Total);
            Assert.Equal(lists.Total, made.Total);
            for (var list = 0; list < Lists; list++)
            {
                int[] expected = [.. Enumerable.Range(0, model.Length).Where(i => model[i] == list)];
                Assert.Equal(expected, Members(lists, list));
                Assert.Equal(expected, Members(made, list));
                Assert.Equal(expected.Length, lists.Count(list));
            }
        });

    private static int[] Members(InvertedLists lists, int list)
    {
        var members = new List<int>();
        for (var segment = 0; segment < lists.Segments; segment++)
        {
            foreach (var row in lists.Read(list, segment))
            {
                members.Add(InvertedLists.FirstOf(segment) + row);
            }
        }

        return [.. members];
    }
}
