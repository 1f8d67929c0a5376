using System.Globalization;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>What the command <c>replay</c> takes from its start to its end. <c>dotnet run -c Release -- pictures [WORD]</c>: small, long or movie; without a word all.</summary>
internal static class WholeProcess
{
    private const string FullHd = "1920x1080";

    public static async Task RunAsync(Verdicts verdicts, string word)
    {
        using Scratch scratch = new();
        if (word is "" or "small")
            await SmallAsync(verdicts, scratch);
        if (word is "" or "long")
            await LongAsync(verdicts, scratch);
        if (word is "" or "movie")
            await MovieAsync(verdicts, scratch);
    }

    private static async Task SmallAsync(Verdicts verdicts, Scratch scratch)
    {
        string tiny = (await new Workload([2, 8, 8, 1], 16).SealAsync(scratch.Fresh("tiny"), 40)).Path, png = Path.Combine(scratch.Path, "tiny.png");
        ReplayProcess installed = await ReplayProcess.PublishAsync(scratch.Fresh("installed"));
        foreach (ReplayProcess replay in (ReplayProcess[])[installed, ReplayProcess.Built])
        {
            (double seconds, double megabytes) = await replay.MedianAsync(11, "render", tiny, "-o", png, "--size", FullHd);
            // As it is built it compiles while it runs: nothing is wanted of that, it is there to compare.
            if (replay == installed)
                verdicts.Say(seconds <= 0.5, $"[2,8,8,1] to PNG, {FullHd}, whole process, installed for this kind of machine: {seconds:F3} s, {megabytes:F0} MB (at most 0.5 s wanted)");
            else
                Say($"[2,8,8,1] to PNG, {FullHd}, whole process, as built: {seconds:F3} s, {megabytes:F0} MB");
            (seconds, _) = await replay.MedianAsync(11, "draw", "2,8,8,1", "-o", png, "--size", FullHd);
            Say($"the same drawn from its shape: {seconds:F3} s");
        }

        string digits = (await new Workload([64, 32, 10], 64).SealAsync(scratch.Fresh("digits"), 8)).Path, svg = Path.Combine(scratch.Path, "digits.svg");
        await ReplayProcess.Built.RunAsync("render", digits, "-o", svg);
        double kilobytes = new FileInfo(svg).Length / 1e3;
        verdicts.Say(kilobytes < 500, $"[64,32,10] to SVG: {kilobytes:F0} KB (below 500 wanted)");
    }

    private static async Task LongAsync(Verdicts verdicts, Scratch scratch)
    {
        Workload large = new([1000, 300, 50], 256);
        string few = (await large.SealAsync(scratch.Fresh("few"), 16)).Path, many = (await large.SealAsync(scratch.Fresh("many"), 1600)).Path;
        string png = Path.Combine(scratch.Path, "large.png");
        List<double> shorter = [], longer = [];
        double shortMemory = 0, longMemory = 0;
        for (int turn = 0; turn < 6; turn++)
        {
            (double one, double oneMemory) = await ReplayProcess.Built.RunAsync("render", few, "-o", png, "--size", FullHd);
            (double other, double otherMemory) = await ReplayProcess.Built.RunAsync("render", many, "-o", png, "--size", FullHd);
            (shortMemory, longMemory) = (Math.Max(shortMemory, oneMemory), Math.Max(longMemory, otherMemory));

            // The first turn reads programs and files from the disk.
            if (turn > 0)
            {
                shorter.Add(one);
                longer.Add(other);
            }
        }
        double ratio = longer.Order().ElementAt(2) / shorter.Order().ElementAt(2);
        Say($"the last epoch of {new FileInfo(many).Length / 1e6:F0} MB: {longer.Order().ElementAt(2):F2} s, {longMemory:F0} MB of memory");
        verdicts.Say(ratio <= 2, $"the last epoch of {new FileInfo(few).Length / 1e6:F0} MB: {shorter.Order().ElementAt(2):F2} s, {shortMemory:F0} MB: {ratio:F2} times as long for the larger (at most 2 wanted)");
    }

    private static async Task MovieAsync(Verdicts verdicts, Scratch scratch)
    {
        string run = (await new Workload([1000, 300, 50], 16, variants: 101).SealAsync(scratch.Fresh("movie"), 101)).Path, mp4 = Path.Combine(scratch.Path, "run.mp4");
        (double seconds, double megabytes) = await ReplayProcess.Built.RunAsync(
            "render", run, "-o", mp4, "--epochs", "0..100", "--seconds", "10", "--fps", "30", "--interpolate", "--size", FullHd);
        verdicts.Say(300 / seconds >= 10, $"[1000,300,50], 100 epochs to MP4, 300 frames of {FullHd}, on {Environment.ProcessorCount} cores: {seconds:F1} s, {300 / seconds:F1} frames a second (10 wanted, stretch 20), {megabytes:F0} MB, {new FileInfo(mp4).Length / 1e6:F1} MB of movie");
    }

    private static void Say(FormattableString text) => Console.WriteLine($"        {text.ToString(CultureInfo.InvariantCulture)}");
}
