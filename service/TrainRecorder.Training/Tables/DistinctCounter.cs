using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TrainRecorder.Training.Tables;

/// <summary>Counts distinct values up to <see cref="TableLimits.Distinct"/> and one more, in at most 256 KiB.</summary>
/// <remarks>Numbers are told apart by their bits, texts by a 64-bit hash. Open addressing with linear probing; 0 marks a free slot.</remarks>
internal sealed class DistinctCounter
{
    private ulong[] _slots = [];
    private bool _zeroSeen;

    /// <summary>Distinct values so far; <see cref="TableLimits.Distinct"/> + 1 means at least so many.</summary>
    public int Count { get; private set; }

    /// <summary>Slots in use, for the budget over all columns.</summary>
    public int Slots => _slots.Length;

    /// <summary>Notes a number; 0 and -0 are one.</summary>
    public void Add(double value) => AddKey(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value));

    /// <summary>Notes a text.</summary>
    public void Add(string value) => AddKey(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan())));

    private void AddKey(ulong key)
    {
        if (Count > TableLimits.Distinct) return;
        if (key == 0)
        {
            if (!_zeroSeen) Count++;
            _zeroSeen = true;
        }
        else
        {
            if ((Count + 1) * 2 > _slots.Length) Grow();
            if (Insert(_slots, key)) Count++;
        }
        if (Count > TableLimits.Distinct) _slots = [];
    }

    private void Grow()
    {
        var larger = new ulong[Math.Max(16, _slots.Length * 2)];
        foreach (var key in _slots)
        {
            if (key != 0) Insert(larger, key);
        }
        _slots = larger;
    }

    private static bool Insert(ulong[] slots, ulong key)
    {
        // Fibonacci hashing spreads the bits of numbers, whose low halves are mostly zero.
        var mask = slots.Length - 1;
        for (var i = (int)((key * 0x9E3779B97F4A7C15UL) >> 40) & mask; ; i = (i + 1) & mask)
        {
            if (slots[i] == key) return false;
            if (slots[i] != 0) continue;
            slots[i] = key;
            return true;
        }
    }
}
