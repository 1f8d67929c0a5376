using System.Buffers;

namespace TrainRecorder.Scene.Edges;

/// <summary>What there is among the weights between two layers.</summary>
/// <param name="Drawn">Edges drawn.</param>
/// <param name="LeftOut">Non-zero, finite weights that are not drawn.</param>
/// <param name="Zero">Weights that are zero: never drawn.</param>
/// <param name="NotFinite">Weights that are NaN or infinite: never drawn, and said.</param>
public readonly record struct EdgeCount(int Drawn, int LeftOut, int Zero, int NotFinite);

/// <summary>Finds the strongest weights.</summary>
public static class EdgeRanking
{
    private const int Buckets = 1 << 15;

    /// <summary>Writes the places of the strongest weights, the weakest of them first, so that the strongest are drawn on top; of equal ones the later place comes first, and the earlier is kept.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="strongest">Takes the places; its length is how many are wanted.</param>
    /// <returns>How many were written, and what else there is.</returns>
    /// <remarks>
    /// The bits of |w| as a whole number order as |w| does. Their upper half is counted into buckets, which gives the bucket of the
    /// weakest edge wanted; only what lies in it or above is sorted. One pass over the weights to count, one to collect.
    /// </remarks>
    public static EdgeCount Strongest(ReadOnlySpan<float> weights, Span<int> strongest)
    {
        int[] counts = ArrayPool<int>.Shared.Rent(Buckets);
        try
        {
            counts.AsSpan(0, Buckets).Clear();
            (int zero, int notFinite) = Count(weights, counts);
            int candidates = weights.Length - zero - notFinite;
            int wanted = Math.Min(strongest.Length, candidates);
            if (wanted > 0)
                Collect(weights, counts, strongest[..wanted]);
            return new EdgeCount(wanted, candidates - wanted, zero, notFinite);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    /// <summary>How many of the strongest weights together make up a share of the sum of all sizes; weights that are not finite count as zero.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="share">In (0, 1].</param>
    public static int CountForShare(ReadOnlySpan<float> weights, double share)
    {
        double[] sums = ArrayPool<double>.Shared.Rent(Buckets);
        int[] counts = ArrayPool<int>.Shared.Rent(Buckets);
        try
        {
            sums.AsSpan(0, Buckets).Clear();
            counts.AsSpan(0, Buckets).Clear();
            double all = 0;
            foreach (float weight in weights)
            {
                if (weight == 0 || !float.IsFinite(weight))
                    continue;
                int bucket = Bits(weight) >> 16;
                sums[bucket] += Math.Abs((double)weight);
                counts[bucket]++;
                all += Math.Abs((double)weight);
            }
            int count = 0;
            double sum = 0, wanted = all * Math.Min(share, 1);
            for (int bucket = Buckets - 1; bucket >= 0 && sum < wanted; bucket--)
            {
                if (counts[bucket] == 0)
                    continue;

                // All sizes in a bucket agree in their first 8 bits, so that their mean tells how many of them are needed, to one in 256.
                double mean = sums[bucket] / counts[bucket];
                int needed = (int)Math.Min(Math.Ceiling((wanted - sum) / mean), counts[bucket]);
                count += needed;
                sum += needed == counts[bucket] ? sums[bucket] : needed * mean;
            }
            return count;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    private static (int Zero, int NotFinite) Count(ReadOnlySpan<float> weights, int[] counts)
    {
        int zero = 0, notFinite = 0;
        foreach (float weight in weights)
        {
            if (weight == 0)
                zero++;
            else if (!float.IsFinite(weight))
                notFinite++;
            else
                counts[Bits(weight) >> 16]++;
        }
        return (zero, notFinite);
    }

    private static void Collect(ReadOnlySpan<float> weights, int[] counts, Span<int> strongest)
    {
        int bucket = Buckets, above = 0;
        while (above < strongest.Length)
            above += counts[--bucket];

        ulong[] keys = ArrayPool<ulong>.Shared.Rent(above);
        try
        {
            int found = 0;
            for (int index = 0; index < weights.Length; index++)
            {
                float weight = weights[index];
                if (weight != 0 && float.IsFinite(weight) && Bits(weight) >> 16 >= bucket)
                    keys[found++] = (ulong)Bits(weight) << 32 | ~(uint)index;
            }

            // With the place inverted, equal weights are sorted later places first, so that cutting off the weakest keeps the earlier ones.
            keys.AsSpan(0, found).Sort();
            ReadOnlySpan<ulong> kept = keys.AsSpan(found - strongest.Length, strongest.Length);
            for (int index = 0; index < kept.Length; index++)
                strongest[index] = (int)~(uint)kept[index];
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(keys);
        }
    }

    private static int Bits(float weight) => BitConverter.SingleToInt32Bits(weight) & int.MaxValue;
}
