using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;

namespace TrainRecorder.Benchmarks;

/// <summary>The figures that are promised, measured once and compared. <c>dotnet run -c Release -- promises</c>.</summary>
internal static class Promises
{
    public static async Task CheckAsync(Verdicts verdicts)
    {
        using Scratch scratch = new();
        Workload large = new([1000, 300, 50], 256);
        (SealedFile short20, _) = await MeasureAsync(large, scratch.Fresh("20"), 20);
        (SealedFile long2000, double open2000) = await MeasureAsync(large, scratch.Fresh("2000"), 2000);
        verdicts.AtMost("faults that verifying 2,000 epochs finds", (await Verifier.VerifyAsync(long2000.Path)).Count, 0);
        // Nothing else has run yet in this process.
        verdicts.AtMost($"memory at its highest, writing, sealing and verifying {long2000.Size / 1e9:F1} GB, MB", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, 400);

        (double read20, double read2000) = await ReadInTurnAsync(short20.Path, long2000.Path);
        double recorded = large.EpochBytes;
        double withInput = recorded + (256 * 1000 * 4.0);
        verdicts.AtMost("size / raw with the input at every epoch", (double)long2000.Size / 2000 / withInput, 0.55);
        verdicts.AtMost("size / raw bytes recorded", (double)long2000.Size / 2000 / recorded, 0.85);
        verdicts.AtMost("reading one tensor, 2,000 epochs / 20 epochs", read2000 / read20, 1.2);
        verdicts.AtMost("opening 2,000 epochs of [1000,300,50], ms", open2000, 150);

        verdicts.AtMost("opening 2,000 epochs and drawing the last / 20 epochs", await DrawAsync(long2000.Path, short20.Path), 2);

        Workload tiny = new([2, 8, 8, 1], 8, variants: 5000);
        (SealedFile file, double openTiny) = await MeasureAsync(tiny, scratch.Fresh("tiny"), 5000);
        verdicts.AtMost("[2,8,8,1], 5,000 epochs: size / raw floats", file.Size / (5000.0 * tiny.EpochBytes), 3);
        verdicts.AtMost("opening it, ms", openTiny, 100);
        await CheckTrainedAsync(verdicts, scratch);
        await CompareWritingAsync(verdicts, large, scratch);
        Console.WriteLine($"        (20 epochs: {short20.Size / 1e6:F1} MB; 2,000: {long2000.Size / 1e6:F0} MB; tensor in {read2000:F2} ms)");
    }

    /// <summary>Opening a recording and drawing its last epoch, one after the other: how many times as long the first takes.</summary>
    private static async Task<double> DrawAsync(string first, string second)
    {
        List<double> firsts = [], seconds = [];
        for (int turn = 0; turn < 8; turn++)
        {
            double one = await SecondsAsync(first), other = await SecondsAsync(second);
            // The first turn compiles.
            if (turn > 0)
            {
                firsts.Add(one);
                seconds.Add(other);
            }
        }

        return Median(firsts) / Median(seconds);

        static async Task<double> SecondsAsync(string path)
        {
            long begin = Stopwatch.GetTimestamp();
            SceneOptions options = new() { Width = 1920, Height = 1080 };
            using RecordingReader recording = await RecordingReader.OpenAsync(path);
            RunReader run = await RunReader.OpenAsync(recording, options);
            SceneComposer composer = new(run.Network, run.History, options);
            using PictureScene scene = composer.Compose(await run.ReadFrameAsync(recording.Epochs[^1]));
            using PictureSurface surface = new(options.Width, options.Height);
            surface.Paint(scene);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
    }

    /// <summary>The size of weights that were really trained: they are less like noise than those of <see cref="Workload"/> in some bits, and more in others.</summary>
    private static async Task CheckTrainedAsync(Verdicts verdicts, Scratch scratch)
    {
        SealedFile file = await TrainedRun.SealAsync(scratch.Fresh("trained"));
        RecordedFloats floats = await RecordedFloats.CountAsync(file);
        string run = $"trained, {file.Epochs.Last} epochs of [1000,300,50]";
        verdicts.AtMost($"{run}: size / raw with the input at every epoch", file.Size / (double)floats.WithInputs, 0.55);
        verdicts.AtMost($"{run}: size / raw bytes recorded", file.Size / (double)floats.Recorded, 0.85);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"        ({file.Size / 1e6:F1} MB; {floats.Recorded / 1e6:F1} MB recorded, {floats.WithInputs / 1e6:F1} MB with the input at every epoch)"));
    }

    /// <summary>Ours, Arrow's and h5py's writing of the same floats, taking turns.</summary>
    private static async Task CompareWritingAsync(Verdicts verdicts, Workload workload, Scratch scratch)
    {
        const int Epochs = Workload.SeveralSegments, Turns = 25;
        List<double> ours = [], arrow = [], h5py = [];
        HashSet<int> segments = [];
        string shared = scratch.Fresh("shared");
        Rivals.WriteFilePerEpoch(workload, shared, workload.Variants + 1);
        for (int i = 0; i < Turns; i++)
        {
            string folder = scratch.Fresh("write");
            Stopwatch watch = Stopwatch.StartNew();
            segments.Add((await workload.WriteAsync(folder, Epochs)).Count);
            ours.Add(watch.Elapsed.TotalMilliseconds);

            folder = scratch.Fresh("write");
            watch.Restart();
            Rivals.WriteArrow(workload, Path.Combine(folder, "run.parquet"), Epochs);
            arrow.Add(watch.Elapsed.TotalMilliseconds);
            h5py.AddRange(await Rivals.WriteH5pyAsync(shared, Epochs));
        }

        if (segments.Min() < 2)
            throw new InvalidOperationException("No segment closed while the recording was written: the comparison would not notice what closing costs.");
        verdicts.AtMost($"writing {Epochs} epochs, ours / Arrow's", Median(ours) / Median(arrow), 1);
        if (h5py.Count > 0)
            verdicts.AtMost($"writing {Epochs} epochs, ours / h5py's with gzip", Median(ours) / Median(h5py), 0.25);
        else
            Console.WriteLine("skipped writing against h5py: /usr/bin/python3 has none (Debian: apt-get install python3-h5py)");

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"        (medians of {Turns}: ours {Median(ours):F0} ms in {segments.Min()} to {segments.Max()} segments, Arrow {Median(arrow):F0} ms{(h5py.Count > 0 ? $", h5py {Median(h5py):F0} ms" : "")})"));
    }

    private static async Task<(SealedFile File, double OpenMilliseconds)> MeasureAsync(Workload workload, string folder, int epochs)
    {
        SealedFile file = await workload.SealAsync(folder, epochs);
        List<double> opens = [];
        for (int i = 0; i < 9; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            using RecordingReader opened = await RecordingReader.OpenAsync(file.Path);
            opens.Add(watch.Elapsed.TotalMilliseconds);
        }

        return (file, Median(opens));
    }

    /// <summary>One tensor of one epoch, another each time, from one recording and from another, taking turns: milliseconds of each.</summary>
    private static async Task<(double First, double Second)> ReadInTurnAsync(string first, string second)
    {
        using RecordingReader one = await RecordingReader.OpenAsync(first), other = await RecordingReader.OpenAsync(second);
        List<double> firsts = [], seconds = [];
        for (int turn = 0; turn < 400; turn++)
        {
            firsts.Add(await MillisecondsAsync(one, turn));
            seconds.Add(await MillisecondsAsync(other, turn));
        }

        return (Median(firsts), Median(seconds));

        static async Task<double> MillisecondsAsync(RecordingReader reader, int turn)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await reader.ReadFloatsAsync("hidden1.weight", turn * 7 % reader.Epochs.Count);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
