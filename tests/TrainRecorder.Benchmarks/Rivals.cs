using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>Other ways to keep the same floats.</summary>
internal static class Rivals
{
    /// <summary>Arrow C++, through ParquetSharp: the same columns, encoding and compression, a row group an epoch, one file.</summary>
    public static void WriteArrow(Workload workload, string path, int epochs)
    {
        Column[] columns = [.. workload.Floats(0).Select(entry => new Column<float[]?>(entry.Column.Path))];
        using WriterProperties properties = Properties();
        using ParquetFileWriter file = new(path, columns, properties);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            Dictionary<int, float[]> values = workload.Floats(epoch).ToDictionary(entry => entry.Column.Index, entry => entry.Values);
            using RowGroupWriter group = file.AppendRowGroup();
            foreach ((RecordingColumn column, _) in workload.Floats(0))
            {
                using LogicalColumnWriter<float[]?> writer = group.NextColumn().LogicalWriter<float[]?>();
                writer.WriteBatch([values.GetValueOrDefault(column.Index)]);
            }
        }

        file.Close();
        Sync(path);
    }

    /// <summary>Parquet.Net: the same columns, encoding and compression, a row group an epoch, one file.</summary>
    public static async Task WriteParquetNetAsync(Workload workload, string path, int epochs)
    {
        RecordingColumn[] columns = [.. workload.Floats(0).Select(entry => entry.Column)];
        Parquet.Schema.ParquetSchema schema = new(columns.Select(column =>
            (Parquet.Schema.Field)new Parquet.Schema.ListField(column.Path.Replace('.', '_'), new Parquet.Schema.DataField<float>("element"))));
        Parquet.ParquetOptions options = new()
        {
            CompressionMethod = Parquet.CompressionMethod.Zstd,
            CompressionLevel = System.IO.Compression.CompressionLevel.Fastest,
        };
        Parquet.Schema.DataField[] fields = schema.GetDataFields();
        foreach (Parquet.Schema.DataField field in fields)
        {
            options.ColumnEncodingHints[field.Path.ToString()] = Parquet.EncodingHint.ByteSplitStream;
        }

        await using FileStream file = new(path, FileMode.Create);
        await using (Parquet.ParquetWriter writer = await Parquet.ParquetWriter.CreateAsync(schema, file, options))
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                Dictionary<int, float[]> values = workload.Floats(epoch).ToDictionary(entry => entry.Column.Index, entry => entry.Values);
                using Parquet.ParquetRowGroupWriter group = writer.CreateRowGroup();
                for (int i = 0; i < fields.Length; i++)
                {
                    await WriteListAsync(group, fields[i], values.GetValueOrDefault(columns[i].Index));
                }
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>The bare bytes, one epoch after another: what the disk can do.</summary>
    public static void WriteRaw(Workload workload, string path, int epochs)
    {
        using FileStream file = new(path, FileMode.Create);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            WriteEpoch(workload, file, epoch);
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>The bare bytes of an epoch.</summary>
    public static void WriteEpoch(Workload workload, Stream destination, int epoch)
    {
        foreach ((_, float[] values) in workload.Floats(epoch))
        {
            destination.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>A file per epoch as safetensors lays it out: length and JSON of a header, then the bytes.</summary>
    public static void WriteFilePerEpoch(Workload workload, string folder, int epochs)
    {
        Directory.CreateDirectory(folder);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            WriteFileOfEpoch(workload, folder, epoch);
        }
    }

    /// <summary>One of the files of <see cref="WriteFilePerEpoch"/>.</summary>
    /// <returns>Its path.</returns>
    public static string WriteFileOfEpoch(Workload workload, string folder, int epoch)
    {
        using FileStream file = new(Path.Combine(folder, $"{epoch}.safetensors"), FileMode.Create);
        long offset = 0;
        List<string> entries = [];
        foreach ((RecordingColumn column, float[] values) in workload.Floats(epoch))
        {
            entries.Add($"\"{column.Path}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', column.Info.Shape)}],\"data_offsets\":[{offset},{offset += values.Length * 4L}]}}");
        }

        byte[] header = System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        WriteEpoch(workload, file, epoch);
        file.Flush(flushToDisk: true);
        return file.Name;
    }

    /// <summary>A tensor of an epoch from what <see cref="WriteFilePerEpoch"/> wrote, by the header alone.</summary>
    public static float[] ReadFileOfEpoch(string folder, int epoch, string tensor)
    {
        using SafeFileHandle file = File.OpenHandle(Path.Combine(folder, $"{epoch}.safetensors"));
        using JsonDocument header = ReadHeader(file, out long begin);
        return ReadTensor(file, begin, header.RootElement.GetProperty(tensor));
    }

    /// <summary>Every tensor of a file of <see cref="WriteFilePerEpoch"/>, in its order.</summary>
    public static List<float[]> ReadWholeFile(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        using JsonDocument header = ReadHeader(file, out long begin);
        return [.. header.RootElement.EnumerateObject().Select(entry => ReadTensor(file, begin, entry.Value))];
    }

    /// <summary>Opens what <see cref="WriteFilePerEpoch"/> wrote: which epochs there are, and what tensors, by the header of one.</summary>
    /// <returns>How many epochs.</returns>
    public static int OpenFilePerEpoch(string folder)
    {
        string[] files = Directory.GetFiles(folder);
        using SafeFileHandle file = File.OpenHandle(files[0]);
        using JsonDocument header = ReadHeader(file, out _);
        return header.RootElement.GetPropertyCount() > 0 ? files.Length : 0;
    }

    /// <summary>h5py with gzip, once, by h5py_baseline.py.</summary>
    /// <param name="folder">The epochs, as <see cref="WriteFilePerEpoch"/> wrote them: the first, and each of those that repeat.</param>
    /// <param name="epochs">How many to write of them.</param>
    /// <returns>Milliseconds; nothing if there is no h5py.</returns>
    public static async Task<IReadOnlyList<double>> WriteH5pyAsync(string folder, int epochs)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            return [];
        }

        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "h5py_baseline.py"), folder, epochs.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            return (await errors).Contains("No module named", StringComparison.Ordinal) ? [] : throw new InvalidOperationException(await errors);
        }

        return [double.Parse(output.Split(' ')[2], CultureInfo.InvariantCulture)];
    }

    /// <summary>Arrow C++ puts segments together: reads every list of floats and writes it to one file, same encoding and compression, synced.</summary>
    public static void JoinByArrow(Workload workload, IEnumerable<string> segments, string path)
    {
        RecordingColumn[] floats = [.. workload.Floats(0).Select(entry => entry.Column)];
        Column[] columns = [.. floats.Select(column => new Column<float[]?>(column.Path))];
        using WriterProperties properties = Properties();
        using ParquetFileWriter file = new(path, columns, properties);
        foreach (string segment in segments)
        {
            using ParquetFileReader reader = new(segment);
            for (int i = 0; i < reader.FileMetaData.NumRowGroups; i++)
            {
                using RowGroupReader source = reader.RowGroup(i);
                using RowGroupWriter group = file.AppendRowGroup();
                foreach (RecordingColumn column in floats)
                {
                    using ColumnReader values = source.Column(column.Index);
                    using LogicalColumnWriter<float[]?> writer = group.NextColumn().LogicalWriter<float[]?>();
                    writer.WriteBatch(values.LogicalReader<float[]?>().ReadAll(checked((int)source.MetaData.NumRows)));
                }
            }
        }

        file.Close();
        Sync(path);
    }

    /// <summary>The bytes of the segments one behind the other, whatever they are, synced: the least that joining can cost.</summary>
    public static void Concatenate(IEnumerable<string> segments, string path)
    {
        using FileStream file = new(path, FileMode.Create);
        foreach (string segment in segments)
        {
            using FileStream source = File.OpenRead(segment);
            source.CopyTo(file);
        }

        file.Flush(flushToDisk: true);
    }

    /// <param name="begin">Where the values begin in the file.</param>
    private static JsonDocument ReadHeader(SafeFileHandle file, out long begin)
    {
        byte[] length = new byte[8];
        RandomAccess.Read(file, length, 0);
        byte[] header = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        RandomAccess.Read(file, header, 8);
        begin = 8 + header.Length;
        return JsonDocument.Parse(header);
    }

    private static float[] ReadTensor(SafeFileHandle file, long begin, JsonElement entry)
    {
        JsonElement offsets = entry.GetProperty("data_offsets");
        float[] values = new float[(offsets[1].GetInt64() - offsets[0].GetInt64()) / 4];
        RandomAccess.Read(file, MemoryMarshal.AsBytes(values.AsSpan()), begin + offsets[0].GetInt64());
        return values;
    }

    private static WriterProperties Properties()
    {
        using WriterPropertiesBuilder builder = new();
        return builder.Compression(Compression.Zstd).CompressionLevel(1).DisableDictionary()
            .Encoding(ParquetSharp.Encoding.ByteStreamSplit).DisableStatistics().Build();
    }

    private static Task WriteListAsync(Parquet.ParquetRowGroupWriter group, Parquet.Schema.DataField field, float[]? values)
    {
        int[] definition = new int[values?.Length ?? 1], repetition = new int[values?.Length ?? 1];
        Array.Fill(definition, values is null ? 0 : field.MaxDefinitionLevel);
        Array.Fill(repetition, 1, 1, repetition.Length - 1);
        return group.WriteAllPartsAsync<float>(field, values ?? [], definition, repetition, CancellationToken.None);
    }

    private static void Sync(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
