using Google.Protobuf;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Worker.Inspection;

/// <summary>
/// <c>TrainRecorder.Worker verify PATH</c>: JSON of <see cref="RecordingVerdict"/> on the standard output. A process of its own, as
/// <see cref="InspectCommand"/> is.
/// </summary>
internal static class VerifyCommand
{
    private const int MostFaults = 1_000;

    public static async Task<int> RunAsync(string path, TextWriter output)
    {
        var verdict = new RecordingVerdict();
        if (Directory.Exists(path))
        {
            verdict.Faults.Add("It is a folder, not a sealed recording.");
        }
        else
        {
            verdict.Faults.AddRange((await Verifier.VerifyAsync(path).ConfigureAwait(false)).Take(MostFaults));
        }

        if (verdict.Faults.Count == 0)
        {
            using var reader = await RecordingReader.OpenAsync(path).ConfigureAwait(false);
            if (reader.Epochs.Count == 0) verdict.Faults.Add("There is no epoch in it.");
            else (verdict.Manifest, verdict.FirstEpoch, verdict.LastEpoch) = (reader.Manifest, reader.Epochs[0], reader.Epochs[^1]);
        }

        await output.WriteLineAsync(JsonFormatter.Default.Format(verdict)).ConfigureAwait(false);
        return verdict.Faults.Count == 0 ? ExitCode.Good : ExitCode.Faulty;
    }
}
