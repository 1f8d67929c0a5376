using System.Numerics;

namespace TrainRecorder.Recording.Internal.Policy;

/// <summary>
/// Rounds floats to fewer mantissa bits, to nearest, ties to even; the bits left out become zeros, which compress to nothing
/// (Klöwer et al. 2021, doi 10.1038/s43588-021-00156-2). Infinities and NaNs stay; a finite value stays finite. Rounding twice changes nothing.
/// </summary>
internal static class MantissaRounding
{
    /// <summary>Mantissa bits of a float.</summary>
    public const int AllBits = 23;

    private const uint ExponentMask = 0x7F800000;

    /// <param name="bits">The floats' bits, rounded in place.</param>
    /// <param name="keep">1 to 23.</param>
    public static void Round(Span<uint> bits, int keep)
    {
        int drop = AllBits - keep;
        if (drop == 0)
        {
            return;
        }

        uint mask = uint.MaxValue << drop;
        uint half = (1u << (drop - 1)) - 1;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Vector<uint> masks = new(mask), halves = new(half), exponents = new(ExponentMask);
            for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                Vector<uint> value = new(bits[i..]);
                Vector<uint> rounded = (value + halves + (Vector.ShiftRightLogical(value, drop) & Vector<uint>.One)) & masks;
                Vector<uint> kept = Vector.ConditionalSelect(Vector.Equals(rounded & exponents, exponents), value & masks, rounded);
                Vector.ConditionalSelect(Vector.Equals(value & exponents, exponents), value, kept).CopyTo(bits[i..]);
            }
        }

        for (; i < bits.Length; i++)
        {
            uint value = bits[i];
            if ((value & ExponentMask) != ExponentMask)
            {
                uint rounded = (value + half + ((value >> drop) & 1)) & mask;
                bits[i] = (rounded & ExponentMask) == ExponentMask ? value & mask : rounded;
            }
        }
    }
}
