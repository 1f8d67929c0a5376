using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Endurance;

public sealed class MemoryTests
{
    // What is promised of a process that may take what it wants.
    private const long MostBytes = 400_000_000;

    // Whoever keeps the 300 MB (or the 227 MB that they are on disk) cannot stay below these. The heap needs 128 MiB at most, and how much garbage lies about
    // depends on the machine: so the heap is bounded, and not what the process happens to take. What is outside of it shows in the peaks; they were 82, 96 and 210 MB.
    private const long MostHeapBytes = 192 << 20;
    private const long MostWhenWritten = 180_000_000;
    private const long MostWhenSealed = 220_000_000;
    private const long MostWhenVerified = 350_000_000;

    [Fact]
    public async Task WriteSealVerify_RecordingLargerThanTheMemory_TakesLittle()
    {
        long[] figures = await RunAsync(MostHeapBytes, "300");
        Assert.InRange(figures[0], 1, MostWhenWritten);
        Assert.InRange(figures[1], 1, MostWhenSealed);
        Assert.InRange(figures[2], 1, MostWhenVerified);
        if (Campaign.IsLong)
        {
            Assert.InRange((await RunAsync(mostHeapBytes: null, "2800"))[2], 1, MostBytes);
        }
    }

    /// <returns>How much memory was taken at most until it was written, sealed and verified.</returns>
    private static async Task<long[]> RunAsync(long? mostHeapBytes, string megabytes)
    {
        using TemporaryFolder folder = new();
        using Process process = Child.Start(mostHeapBytes, nameof(LongRecording), folder.Path, megabytes);
        try
        {
            string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5));
            Assert.True(line is not null, $"It ended before it was done: it needs more than {mostHeapBytes} bytes of heap.");
            long[] figures = [.. line.Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
            Assert.Equal(0, figures[0]);
            Assert.SkipWhen(figures[2] == 0, "This system does not say how much memory a process took at most.");
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{megabytes} MB of values, {figures[1]} bytes sealed: at most {figures[2]} bytes of memory until it was written, {figures[3]} until sealed, {figures[4]} until verified.");
            return figures[2..];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().Soon();
        }
    }
}
