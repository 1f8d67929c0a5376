using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>The raw bytes of the floats that are in a recording, counted by reading them all.</summary>
/// <param name="Recorded">Bytes that reading gives back.</param>
/// <param name="WithInputs">The same with the input at every epoch. It never changes, so a recording holds it once; a file per epoch holds it each time.</param>
internal readonly record struct RecordedFloats(long Recorded, long WithInputs)
{
    public static async Task<RecordedFloats> CountAsync(SealedFile file)
    {
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path);
        long recorded = 0, input = 0;
        foreach (RecordingColumn column in reader.Schema.Columns.Where(column => column.Info.Type == "list<float>"))
        {
            long bytes = 0;
            await foreach ((_, float[]? values) in reader.ReadFloatsAsync(column.Path, file.Epochs))
                bytes += (values?.Length ?? 0) * sizeof(float);
            recorded += bytes;
            input = column.Path == "input.activation" ? bytes : input;
        }
        return new RecordedFloats(recorded, recorded + (input * (reader.Epochs.Count - 1)));
    }
}
