using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace TrainRecorder.Training.Tests;

/// <summary>A job gives the same recording, bit for bit, whatever the instruction set and the number of threads; <see cref="ResumeTests"/> has the same for runs that were stopped.</summary>
public class BitIdentityTests
{
    /// <summary>Makes this executable print the hash instead of running tests.</summary>
    public const string ChildArgument = "print-recording-hash";

    private static readonly TimeSpan ChildTimeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Train_OnSeveralThreads_RecordsTheSameBits()
    {
        var one = await HashAsync(threads: 1);

        Assert.Equal(one, await HashAsync(threads: 2));
        Assert.Equal(one, await HashAsync(threads: 3));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 32)]
    public async Task Train_WithoutInstructions_RecordsTheSameBits(string switchedOff, int widest)
    {
        var (bits, hash) = await ChildHashAsync(switchedOff);

        // Otherwise the switch has another name by now, and nothing was compared.
        Assert.InRange(bits, 0, widest);
        Assert.Equal(await HashAsync(threads: 1), hash);
    }

    [Fact]
    public async Task Train_AnotherSeed_RecordsOtherBits()
    {
        using var job = EveryKind.Get(0);
        var other = job.Job.Clone();
        other.Training.Seed++;

        Assert.NotEqual((await TestRuns.TrainAsync(job.Job)).Hash(), (await TestRuns.TrainAsync(other)).Hash());
    }

    /// <summary>What the child process prints: the bits of its widest vectors (32: none), and the hash.</summary>
    internal static async Task<string> DescribeAsync() => VectorBits.ToString(CultureInfo.InvariantCulture) + " " + await HashAsync(threads: 1);

    private static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    private static async Task<string> HashAsync(int threads)
    {
        var hashes = new List<string>();
        for (var i = 0; i < EveryKind.Count; i++)
        {
            using var job = EveryKind.Get(i);
            hashes.Add((await TestRuns.TrainAsync(job.Job, job.File, threads)).Hash());
        }
        return string.Join(' ', hashes);
    }

    private static async Task<(int Bits, string Hash)> ChildHashAsync(string switchedOff)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BitIdentityTests).Assembly.Location, ChildArgument]) { RedirectStandardOutput = true };
        start.Environment[switchedOff] = "0";
        using var child = Process.Start(start)!;
        try
        {
            var output = await child.StandardOutput.ReadToEndAsync().WaitAsync(ChildTimeout);
            await child.WaitForExitAsync().WaitAsync(ChildTimeout);
            Assert.Equal(0, child.ExitCode);
            var parts = output.Trim().Split(' ', 2);
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }
}
