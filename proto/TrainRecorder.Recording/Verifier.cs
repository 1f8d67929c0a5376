using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.Recording.Internal.Verifying;

namespace TrainRecorder.Recording;

/// <summary>Checks every byte of a recording.</summary>
public static class Verifier
{
    /// <summary>Reads a recording whole, a column chunk at a time, and checks structure, checksums and shapes; then reads it once more with Parquet.Net and compares every value.</summary>
    /// <param name="path">A sealed file or a folder. Of a folder that is sealed meanwhile the sealed file is verified.</param>
    /// <returns>What is wrong, each with where; empty if nothing is.</returns>
    public static Task<IReadOnlyList<string>> VerifyAsync(string path, CancellationToken cancellationToken = default) =>
        VerifyAsync(path, LocalFileSystem.Instance, cancellationToken);

    internal static async Task<IReadOnlyList<string>> VerifyAsync(string path, IFileSystem files, CancellationToken cancellationToken)
    {
        try
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(path, files, cancellationToken).ConfigureAwait(false);
            EpochIndex index = reader.Index;
            List<string> faults = await Task.Run(() => CheckAsync(index, files, cancellationToken), cancellationToken).ConfigureAwait(false);
            return faults.Count > 0 && await SealedSinceAsync(reader, index, cancellationToken).ConfigureAwait(false) is { } sealedSince
                ? await Task.Run(() => CheckAsync(sealedSince, files, cancellationToken), cancellationToken).ConfigureAwait(false)
                : faults;
        }
        catch (RecordingException e)
        {
            return [e.Message];
        }
    }

    // Segments that cannot be read may be gone for the best of reasons.
    private static async Task<EpochIndex?> SealedSinceAsync(RecordingReader reader, EpochIndex before, CancellationToken cancellationToken)
    {
        try
        {
            await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return reader.IsSealed && !before.IsSealed ? reader.Index : null;
        }
        catch (RecordingException)
        {
            // What is wrong has been found already.
            return null;
        }
    }

    private static async Task<List<string>> CheckAsync(EpochIndex index, IFileSystem files, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        for (int i = 1; i < index.Epochs.Count; i++)
        {
            if (index.Epochs[i] != index.Epochs[i - 1] + 1)
            {
                faults.Add($"Epochs {index.Epochs[i - 1] + 1} to {index.Epochs[i] - 1} are missing.");
            }
        }

        foreach (RecordingFile file in index.Files)
        {
            faults.AddRange(await CheckAsync(file, files, index.Epochs, cancellationToken).ConfigureAwait(false));
        }

        return faults;
    }

    private static async Task<List<string>> CheckAsync(RecordingFile file, IFileSystem files, IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        // One for each column, used again for every row group: verifying makes no garbage that grows with the recording.
        ColumnBuffer[] buffers = [.. file.Schema.Columns.Select(column => new ColumnBuffer(column))];
        for (int group = 0; group < file.Footer.Groups.Length; group++)
        {
            GroupInfo info = file.Footer.Groups[group];
            long size = (long)info.Rows * Limits.RowBytes;
            foreach (RecordingColumn column in file.Schema.Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (IReadOnlyList<string> found, long raw) = CheckChunk(file, group, buffers[column.Index], epochs);
                faults.AddRange(found);
                size += raw;
            }

            if (info.Rows > 1 && size > Limits.GroupBytes)
            {
                faults.Add(
                    $"{Path.GetFileName(file.Path)}, epochs {info.FirstEpoch} to {info.LastEpoch}: the row group has a raw size of {size} bytes; several rows may have {Limits.GroupBytes}.");
            }
        }

        return faults.Count > 0 || file.Footer.Groups.Length == 0 ? faults : await CompareAsync(file, files, buffers, cancellationToken).ConfigureAwait(false);
    }

    // What is whole here must also mean the same to a reader that shares no code with this one.
    private static async Task<List<string>> CompareAsync(RecordingFile file, IFileSystem files, ColumnBuffer[] buffers, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        try
        {
            await using SecondReader second = await SecondReader.OpenAsync(file, files, cancellationToken).ConfigureAwait(false);
            for (int group = 0; group < file.Footer.Groups.Length; group++)
            {
                foreach (RecordingColumn column in file.Schema.Columns)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (await second.CompareAsync(group, column, buffers[column.Index], cancellationToken).ConfigureAwait(false) is { } fault)
                    {
                        faults.Add(fault);
                    }
                }
            }
        }
        catch (RecordingException e)
        {
            faults.Add(e.Message);
        }
        catch (IOException e)
        {
            faults.Add($"{Path.GetFileName(file.Path)}: cannot be read from the disk: {e.Message}");
        }

        return faults;
    }

    /// <summary>What is wrong with a column chunk, and what it counts towards the raw size of its row group.</summary>
    private static (IReadOnlyList<string> Faults, long RawSize) CheckChunk(RecordingFile file, int group, ColumnBuffer buffer, IReadOnlyList<int> epochs)
    {
        RecordingColumn column = buffer.Column;
        try
        {
            using DecodedChunk chunk = file.Decode(group, column.Index);
            IEnumerable<string> faults = ChunkRules.Faults(chunk, buffer, file.Schema, file.Footer.Groups[group], epochs[0]);
            return ([.. faults.Select(fault => $"{file.Where(group, column.Index)}: {fault}.")], chunk.RawSize);
        }
        catch (RecordingException e)
        {
            return ([e.Message], 0);
        }
        catch (IOException e)
        {
            return ([$"{file.Where(group, column.Index)}: cannot be read from the disk: {e.Message}"], 0);
        }
    }
}
