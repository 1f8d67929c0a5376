using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Recordings;

/// <summary>Prints values of a recording as JSON, a line for each epoch and column: <c>{"epoch":3,"column":"train.loss","values":[0.25]}</c>.</summary>
internal sealed class TensorPrinter(Server server, Terminal terminal)
{
    /// <summary>Prints what is asked for.</summary>
    /// <exception cref="RpcException">It cannot be had.</exception>
    /// <exception cref="CommandFailedException">What came is not what was sent.</exception>
    public async Task PrintAsync(ReadTensorsRequest request, CancellationToken cancellationToken)
    {
        var recording = (await server.Recordings.GetRecordingAsync(new() { Name = request.Name }, cancellationToken: cancellationToken).ConfigureAwait(false)).Recording;
        var types = recording.Manifest.Columns.ToDictionary(column => column.Path, column => column.Type, StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        using var call = server.Recordings.ReadTensors(request, cancellationToken: cancellationToken);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (part.Tensor is not { } tensor) return;
            if (Crc32C.Of(tensor.Data.Span) != tensor.Crc32C) throw new CommandFailedException(ExitCode.Bad, $"values of {tensor.Column} at epoch {tensor.Epoch} did not arrive as they were sent; try again");
            bytes.Write(tensor.Data.Span);
            var type = types[tensor.Column];
            if (!tensor.Absent && bytes.Length < tensor.Values * Size(type)) continue;
            terminal.WriteLine(Line(tensor, type, bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
            bytes.SetLength(0);
        }

        throw new RpcException(new Status(StatusCode.DataLoss, "the service ended the values without their end"));
    }

    private static int Size(string type) => type switch
    {
        "list<float>" or "int32" => 4,
        "string" => 1,
        _ => 8,
    };

    private static string Line(TensorPart tensor, string type, ReadOnlySpan<byte> bytes)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", tensor.Epoch);
            json.WriteString("column", tensor.Column);
            if (tensor.Absent) json.WriteNull("values");
            else if (type == "string") json.WriteString("values", bytes);
            else WriteValues(json, type, bytes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WriteValues(Utf8JsonWriter json, string type, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartArray("values");
        for (var size = Size(type); bytes.Length > 0; bytes = bytes[size..])
        {
            switch (type)
            {
                case "int32": json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(bytes)); break;
                case "int64" or "list<int64>": json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(bytes)); break;
                case "list<float>": WriteReal(json, BinaryPrimitives.ReadSingleLittleEndian(bytes)); break;
                default: WriteReal(json, BinaryPrimitives.ReadDoubleLittleEndian(bytes)); break;
            }
        }

        json.WriteEndArray();
    }

    // JSON has no numbers for what is not finite: text, as protobuf writes it.
    private static void WriteReal(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else WriteReal(json, (double)value);
    }

    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
