using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Endurance;

public sealed class MemoryTests
{
    private const long MostBytes = 400_000_000;

    [Fact]
    public async Task WriteSealVerify_LongRecording_TakesBoundedMemory()
    {
        using TemporaryFolder folder = new();
        using Process process = Child.Start(
            nameof(LongRecording), folder.Path, Campaign.IsLong ? "2800" : "300");
        try
        {
            string line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5)) ?? "";
            long[] figures = [.. line.Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
            Assert.Equal(0, figures[0]);
            Assert.SkipWhen(figures[1] == 0, "This system does not say how much memory a process took at most.");
            Assert.InRange(figures[1], 1, MostBytes);
            TestContext.Current.TestOutputHelper?.WriteLine($"{figures[2]} bytes sealed, written and verified in at most {figures[1]} bytes of memory.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().Soon();
        }
    }
}
