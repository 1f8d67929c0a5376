using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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
        using WriterPropertiesBuilder builder = new();
        using WriterProperties properties = builder.Compression(Compression.Zstd).CompressionLevel(1).DisableDictionary()
            .Encoding(ParquetSharp.Encoding.ByteStreamSplit).DisableStatistics().Build();
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
            foreach ((_, float[] values) in workload.Floats(epoch))
            {
                file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>A file per epoch as safetensors lays it out: length and JSON of a header, then the bytes.</summary>
    public static void WriteFilePerEpoch(Workload workload, string folder, int epochs)
    {
        Directory.CreateDirectory(folder);
        for (int epoch = 0; epoch < epochs; epoch++)
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
            foreach ((_, float[] values) in workload.Floats(epoch))
            {
                file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            }

            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>h5py with gzip, once, by h5py_baseline.py.</summary>
    /// <returns>Milliseconds; nothing if there is no h5py.</returns>
    public static async Task<IReadOnlyList<double>> WriteH5pyAsync()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            return [];
        }

        using Process process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "h5py_baseline.py"), "1"])
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
