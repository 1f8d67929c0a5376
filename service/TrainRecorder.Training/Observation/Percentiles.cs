using System.Numerics;

namespace TrainRecorder.Training.Observation;

/// <summary>Percentiles of the finite values of a tensor, between neighbours in proportion, as numpy's default.</summary>
/// <remarks>
/// A few ranks are wanted of many values, so that sorting all would be a waste: values are counted by the upper half of their bits,
/// and only the bucket that holds a wanted rank is sorted.
/// </remarks>
internal sealed class Percentiles
{
    private const int LowBits = 16;

    /// <summary>How many values lie in the buckets up to and with each.</summary>
    private readonly int[] _upTo = new int[1 << (32 - LowBits)];

    private uint[] _keys = [];
    private uint[] _members = [];
    private int _count;
    private int _bucket = -1;
    private uint? _only;

    /// <summary>Takes the values.</summary>
    public void Take(ReadOnlySpan<float> values)
    {
        if (_keys.Length < values.Length) (_keys, _members) = (new uint[values.Length], new uint[values.Length]);
        Array.Clear(_upTo);
        (_count, _bucket) = (0, -1);
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) continue;
            var key = Key(value);
            _keys[_count++] = key;
            _upTo[key >> LowBits]++;
        }
        for (var i = 1; i < _upTo.Length; i++) _upTo[i] += _upTo[i - 1];
    }

    /// <summary>A percentile of what was last taken; NaN if there was nothing finite.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Of(double percent)
    {
        if (_count == 0) return double.NaN;
        var place = percent / 100 * (_count - 1);
        var low = (int)place;
        double below = Ranked(low), above = Ranked(Math.Min(low + 1, _count - 1));
        return below + ((place - low) * (above - below));
    }

    /// <summary>The value that has so many below it.</summary>
    private float Ranked(int rank)
    {
        var bucket = Array.BinarySearch(_upTo, rank + 1);
        if (bucket < 0) bucket = ~bucket;
        // Empty buckets end where the one before them does.
        while (bucket > 0 && _upTo[bucket - 1] > rank) bucket--;
        if (bucket != _bucket) Sort(bucket);
        return Value(_only ?? _members[rank - (bucket == 0 ? 0 : _upTo[bucket - 1])]);
    }

    private void Sort(int bucket)
    {
        _bucket = bucket;
        var keys = _keys.AsSpan(0, _count);
        _only = Only(keys, bucket);
        // Half of what a ReLU gives is 0.
        if (_only is not null) return;
        _members.AsSpan(0, Gather(keys, bucket)).Sort();
    }

    /// <summary>Gathers the members of a bucket.</summary>
    /// <returns>How many there are.</returns>
    private int Gather(ReadOnlySpan<uint> keys, int bucket)
    {
        var wanted = new Vector<uint>((uint)bucket);
        var members = 0;
        var i = 0;
        for (; i <= keys.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            // They are few: of most vectors no lane is one.
            if (Vector.EqualsAny(new Vector<uint>(keys[i..]) >>> LowBits, wanted)) members = GatherFrom(keys.Slice(i, Vector<uint>.Count), bucket, members);
        }
        return GatherFrom(keys[i..], bucket, members);
    }

    private int GatherFrom(ReadOnlySpan<uint> keys, int bucket, int members)
    {
        foreach (var key in keys)
        {
            if (key >> LowBits == bucket) _members[members++] = key;
        }
        return members;
    }

    /// <summary>The one key that a bucket holds, however often; null if it holds several.</summary>
    private static uint? Only(ReadOnlySpan<uint> keys, int bucket)
    {
        var wanted = new Vector<uint>((uint)bucket);
        var (smallest, largest) = (new Vector<uint>(uint.MaxValue), Vector<uint>.Zero);
        var i = 0;
        for (; i <= keys.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var some = new Vector<uint>(keys[i..]);
            var isMember = Vector.Equals(some >>> LowBits, wanted);
            smallest = Vector.Min(smallest, some | ~isMember);
            largest = Vector.Max(largest, some & isMember);
        }
        var (least, most) = (uint.MaxValue, 0u);
        for (var lane = 0; lane < Vector<uint>.Count; lane++) (least, most) = (Math.Min(least, smallest[lane]), Math.Max(most, largest[lane]));
        for (; i < keys.Length; i++)
        {
            if (keys[i] >> LowBits == bucket) (least, most) = (Math.Min(least, keys[i]), Math.Max(most, keys[i]));
        }
        return least == most ? least : null;
    }

    /// <summary>The bits of a value, so that they are in its order; both zeros are one.</summary>
    private static uint Key(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f);
        return (bits & 0x8000_0000) == 0 ? bits | 0x8000_0000 : ~bits;
    }

    private static float Value(uint key) => BitConverter.UInt32BitsToSingle((key & 0x8000_0000) == 0 ? ~key : key & 0x7FFF_FFFF);
}
