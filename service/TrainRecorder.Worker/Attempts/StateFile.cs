using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.Worker.Files;

namespace TrainRecorder.Worker.Attempts;

/// <summary>The state after an epoch, for going on, in the run's folder.</summary>
internal static class StateFile
{
    /// <summary><c>state-&lt;epoch&gt;.a&lt;attempt&gt;.bin</c>.</summary>
    public static string Name(int epoch, int attempt) => string.Create(CultureInfo.InvariantCulture, $"state-{epoch}.a{attempt}.bin");

    /// <summary>Saves the state of a row: by temporary name, synced, renamed, the folder synced.</summary>
    /// <returns>Its name in the folder, when it is on the disk. The row is read before the call returns.</returns>
    public static async Task<string> SaveAsync(string folder, int attempt, TrainingRun run, EpochRow row)
    {
        var name = Name(row.Epoch, attempt);
        await DurableFile.WriteAsync(Path.Combine(folder, name), stream => run.SaveState(row, stream)).ConfigureAwait(false);
        return name;
    }

    /// <summary>Goes on from a state.</summary>
    /// <exception cref="AttemptFailedException">
    /// It is missing, damaged or of another job. Training again from the beginning would hide that, and cost what was promised to be kept.
    /// </exception>
    public static void Restore(string folder, string name, TrainingRun run)
    {
        if (name.Length == 0 || Path.GetFileName(name) != name)
            throw new AttemptFailedException($"the run cannot go on: \"{name}\" is no name of a state file");
        try
        {
            using var stream = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            run.Restore(stream);
        }
        catch (InvalidDataException damage)
        {
            throw new AttemptFailedException($"the run cannot go on: its state {name} is damaged: {damage.Message}", damage);
        }
        catch (FileNotFoundException missing)
        {
            throw new AttemptFailedException($"the run cannot go on: its state {name} is missing", missing);
        }
    }
}
