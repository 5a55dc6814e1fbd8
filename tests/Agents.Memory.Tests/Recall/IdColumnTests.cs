using Agents.Memory.Recall.Columns;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

public sealed class IdColumnTests
{
    [Fact]
    public void Finds_what_was_added_and_not_cleared() => Gen.Select(
        Gen.OneOf(
            Gen.Int[0, 40].Select(i => $"id-{i}"), Gen.OneOf("", "å", "豆腐"), Gen.Char['a', 'z'].Array[0, 600]
                .Select(letters => new string(letters))),
        Gen.Int[0, 3]).Array[0, 300].Sample(steps =>
    {
        var ids = new IdColumn();
        var model = new Dictionary<string, int>(StringComparer.Ordinal);
        var added = 0;
        foreach (var (id, step) in steps)
        {
            if (step == 0 && model.Remove(id, out var gone))
            {
                ids.Clear(gone);
            }
            else if (id.Length == 0)
            {
                ids.Add(id);
                added++;
            }
            else if (model.TryAdd(id, added))
            {
                ids.Add(id);
                added++;
            }

            Assert.Equal(model.GetValueOrDefault(id, -1), ids.Find(id));
        }

        Assert.All(model, entry => Assert.Equal(entry.Value, ids.Find(entry.Key)));
        Assert.All(model, entry => Assert.Equal(entry.Key, ids.Text(entry.Value)));
    });
}
