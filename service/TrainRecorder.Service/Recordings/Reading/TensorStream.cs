using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using TrainRecorder.Recording;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings.Reading;

/// <summary>Streams values of a recording: one tensor of one epoch after the other.</summary>
internal sealed class TensorStream(RunCatalogue catalogue, DataFolder data)
{
    private const int PartBytes = 256 << 10;
    private const int MaxColumns = 1_000;

    /// <summary>Sends what is asked for, then the end.</summary>
    /// <exception cref="Grpc.Core.RpcException">As <c>RecordingService.ReadTensors</c> says.</exception>
    /// <exception cref="RecordingException">It is damaged.</exception>
    public async Task SendAsync(ReadTensorsRequest request, Func<ReadTensorsResponse, Task> send, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (request.Columns.Count is 0 or > MaxColumns) violations.Add("columns", $"must be 1 to {MaxColumns}");
        if (request.Stride < 0) violations.Add("stride", "must not be negative");
        violations.ThrowIfAny("The values cannot be given.");

        using var recording = await OpenRecording.OpenAsync(catalogue, data, request.Name, cancellationToken);
        var columns = Find(recording.Reader.Schema, request.Columns);
        var range = EpochSelection.Check(request.HasFirstEpoch ? request.FirstEpoch : null, request.HasLastEpoch ? request.LastEpoch : null, recording.Place.Epochs);
        long tensors = 0;
        foreach (var epoch in EpochSelection.Every(range, request.Stride))
        {
            foreach (var column in columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var values = await recording.ReadAsync(reader => ReadAsync(reader, column, epoch, cancellationToken), cancellationToken);
                await SendAsync(column.Path, epoch, values, send);
                tensors++;
            }
        }

        await send(new ReadTensorsResponse { End = new ReadEnd { Tensors = tensors } });
    }

    private static List<RecordingColumn> Find(RecordingSchema schema, IReadOnlyList<string> paths)
    {
        var violations = new Violations();
        var columns = new List<RecordingColumn>();
        foreach (var (index, path) in paths.Index())
        {
            if (schema.Find(path) is { } column) columns.Add(column);
            else violations.Add($"columns[{index}]", $"the recording has no column '{path}'");
        }

        violations.ThrowIfAny("The values cannot be given.");
        return columns;
    }

    // Null: nothing was recorded here.
    private static async Task<Values?> ReadAsync(RecordingReader reader, RecordingColumn column, int epoch, CancellationToken cancellationToken)
    {
        switch (column.Info.Type)
        {
            case "list<float>": return Values.Of(await reader.ReadFloatsAsync(column.Path, epoch, cancellationToken));
            case "list<double>": return Values.Of(await reader.ReadDoublesAsync(column.Path, epoch, cancellationToken));
            case "list<int64>": return Values.Of(await reader.ReadIntegersAsync(column.Path, epoch, cancellationToken));
            case "string": return await reader.ReadTextAsync(column.Path, epoch, cancellationToken) is { } text ? Values.Of(Encoding.UTF8.GetBytes(text)) : null;
        }

        if (await reader.ReadScalarAsync(column.Path, epoch, cancellationToken) is not { } scalar) return null;
        return column.Info.Type switch
        {
            "int32" => Values.Of(new[] { (int)scalar }),
            "int64" => Values.Of(new[] { (long)scalar }),
            _ => Values.Of(new[] { scalar }),
        };
    }

    private static async Task SendAsync(string column, int epoch, Values? values, Func<ReadTensorsResponse, Task> send)
    {
        if (values is null)
        {
            await send(new ReadTensorsResponse { Tensor = new TensorPart { Column = column, Epoch = epoch, Absent = true } });
            return;
        }

        var at = 0;
        do
        {
            await send(new ReadTensorsResponse { Tensor = Part(column, epoch, values, at, out var count) });
            at += count;
        }
        while (at < values.Bytes.Length);
    }

    private static TensorPart Part(string column, int epoch, Values values, int at, out int count)
    {
        count = Math.Min(PartBytes, values.Bytes.Length - at);
        var bytes = values.Bytes.Slice(at, count).Span;
        return new TensorPart
        {
            Column = column,
            Epoch = epoch,
            Values = values.Bytes.Length / values.Size,
            FirstValue = at / values.Size,
            Data = ByteString.CopyFrom(bytes),
            Crc32C = Crc32C.Of(bytes),
        };
    }

    /// <summary>Values as they go over the wire, little-endian as the machines are that .NET runs on.</summary>
    private sealed record Values(ReadOnlyMemory<byte> Bytes, int Size)
    {
        public static Values? Of<T>(T[]? values)
            where T : unmanaged => values is null ? null : new Values(new CastMemory<T>(values).Memory, Marshal.SizeOf<T>());
    }

    // The bytes of an array, without a copy of it.
    private sealed class CastMemory<T>(T[] values) : System.Buffers.MemoryManager<byte>
        where T : unmanaged
    {
        public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan());

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
