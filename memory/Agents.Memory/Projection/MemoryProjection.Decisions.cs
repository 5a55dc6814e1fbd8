using System.Text;
using Agents.Memory.Records;

namespace Agents.Memory.Projection;

/// <content>What decisions do to the projection.</content>
public sealed partial class MemoryProjection
{
    private void Decide(long sequence, DecisionRecord decision)
    {
        switch (decision.Kind)
        {
            case DecisionKind.Erase:
                Erase(sequence, decision);
                return;
            case DecisionKind.ErasureDone:
                _owedErasures.Clear();
                return;
            case DecisionKind.Retain:
                Policy = decision.Policy;
                return;
            default:
                break;
        }

        // A decision about a memory that is gone by now has nothing left to change.
        if (!TryFindSequence(decision.Subject, out var ordinal) || _items[ordinal].Erased)
        {
            return;
        }

        Relate(ordinal, sequence);
        ref var item = ref ItemRef(ordinal);
        switch (decision.Kind)
        {
            case DecisionKind.Edit:
                Edit(ordinal, sequence, decision);
                break;
            case DecisionKind.Pin:
                item.Pinned = true;
                break;
            case DecisionKind.Unpin:
                item.Pinned = false;
                break;
            case DecisionKind.Expire:
                _expiries.Remove((item.ExpiresTicks, ordinal));
                item.ExpiresTicks = decision.Expires?.UtcTicks ?? 0;
                break;
            case DecisionKind.Forget:
                item.Forgotten = true;
                break;
            case DecisionKind.Restore:
                item.Forgotten = false;
                item.Archived = false;
                item.Wanted = true;
                Uses.Add(ordinal, decision.At.UtcTicks);
                break;
            case DecisionKind.Archive:
                item.Archived = true;
                break;
            case DecisionKind.Hold:
                item.Held = true;
                break;
            case DecisionKind.Unhold:
                item.Held = false;
                break;
            default:
                DecideItem(sequence, decision);
                break;
        }

        ShowAgain(ordinal);
    }

    private void DecideItem(long sequence, DecisionRecord decision)
    {
        switch (decision.Kind)
        {
            case DecisionKind.Retire:
                Retire(sequence, decision);
                break;
            case DecisionKind.Reinstate:
                Reinstate(decision);
                break;
            case DecisionKind.Withdraw:
                Withdraw(decision);
                break;
            default:
                throw new InvalidDataException($"Frame {sequence} holds an unknown decision {decision.Kind}.");
        }
    }

    private void Edit(int ordinal, long sequence, DecisionRecord decision)
    {
        ref var item = ref ItemRef(ordinal);
        if (item.VectorSequence != 0)
        {
            Relate(ordinal, item.VectorSequence);
        }

        var text = decision.Text ?? "";
        item.TextSequence = sequence;
        item.VectorSequence = 0;
        item.TextBytes = Encoding.UTF8.GetByteCount(text);
        item.Wanted = true;
        Uses.Add(ordinal, decision.At.UtcTicks);
        _edits[sequence] = ordinal;
        Index.Replace(ordinal, text);
        if (!Index[ordinal].Evidence)
        {
            return;
        }

        _pending.Add(ordinal);
        if (Items.Find(item.Sequence) is { } edited)
        {
            Items.Edit(edited, text);
        }
        else
        {
            RetireQuotesOf(ordinal, sequence, decision.At);
            OweReading(ordinal);
        }
    }

    private void ShowAgain(int ordinal)
    {
        var item = _items[ordinal];
        ShowUnlessExpired(ordinal);
        Show(Items.Find(item.Sequence) is { } itself ? [itself] : Items.From(item.Sequence));
    }

    /// <remarks>The next <see cref="Expire"/> hides it again if its time is up, so this needs no clock.</remarks>
    private void ShowUnlessExpired(int ordinal)
    {
        Index.SetVisible(ordinal, IsShown(ordinal));
        Recount(ordinal, DateTimeOffset.MinValue);
        if (_items[ordinal].ExpiresTicks is var ticks and not 0)
        {
            _expiries.Add((ticks, ordinal));
        }
    }

    private void Erase(long at, DecisionRecord decision)
    {
        _erasedIds.UnionWith(decision.ErasedIds ?? []);
        foreach (var item in decision.ErasedItems ?? [])
        {
            _erasedItems[item] = at;
        }

        foreach (var sequence in decision.Sequences ?? [])
        {
            _owedErasures.Add(sequence);
            if (TryFindSequence(sequence, out var ordinal) && !_items[ordinal].Erased)
            {
                Remove(ordinal);
            }
        }

        foreach (var sequence in decision.Reread ?? [])
        {
            if (TryFindText(sequence, out var ordinal))
            {
                OweReading(ordinal);
            }
        }
    }

    private void Remove(int ordinal)
    {
        ref var item = ref ItemRef(ordinal);
        Index.Remove(ordinal);
        Counts.Remove(ordinal);
        Live--;
        _pending.Remove(ordinal);
        RemoveItems(ordinal);
        Uses.Remove(ordinal);
        _expiries.Remove((item.ExpiresTicks, ordinal));
        if (_related.Remove(ordinal, out var related))
        {
            foreach (var sequence in related)
            {
                _edits.Remove(sequence);
            }
        }

        // The call is known again by its ids, which answer 410; its key went with the frame that held it.
        foreach (var key in _calls.Where(call => call.Value.Ordinal == ordinal).Select(call => call.Key).ToArray())
        {
            _calls.Remove(key);
        }

        item = new ItemHeader { Sequence = item.Sequence, TextSequence = item.Sequence, Erased = true };
    }
}
