using System.Runtime.InteropServices;

namespace TrainRecorder.Benchmarks;

/// <summary>One file of bare bytes that says of itself the least that it must to be opened: how many epochs are in it, and where each begins.</summary>
internal static class IndexedFile
{
    public static void Write(Workload workload, string path, int epochs)
    {
        long[] index = new long[epochs + 1];
        index[0] = epochs;
        long next = index.Length * sizeof(long);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            index[epoch + 1] = next;
            next += workload.Floats(epoch).Sum(entry => entry.Values.Length * (long)sizeof(float));
        }

        using FileStream file = new(path, FileMode.Create);
        file.Write(MemoryMarshal.AsBytes(index.AsSpan()));
        for (int epoch = 0; epoch < epochs; epoch++)
            Rivals.WriteEpoch(workload, file, epoch);
    }

    /// <summary>Where each epoch begins.</summary>
    public static long[] Open(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        long epochs = 0;
        file.ReadExactly(MemoryMarshal.AsBytes(new Span<long>(ref epochs)));
        long[] index = new long[epochs];
        file.ReadExactly(MemoryMarshal.AsBytes(index.AsSpan()));
        return index;
    }
}
