using System.Buffers;
using System.Text;
using System.Text.Json;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>Writes a report as JSON, every finding of every epoch, one at a time: memory does not grow with their number. REPORT.md says what the fields mean.</summary>
internal static class ReportJson
{
    public static async Task WriteAsync(RunReport report, RecordingReader recording, TextWriter output, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("run", report.Run);
        json.WriteString("name", report.Name);
        json.WriteNumber("firstEpoch", report.FirstEpoch);
        json.WriteNumber("lastEpoch", report.LastEpoch);
        WriteNumber(json, "bestEpoch", report.Best?.Epoch);
        WriteNumber(json, "bestValidationLoss", report.Best?.Loss);
        WriteNumber(json, "lastValidationLoss", report.LastLoss);
        json.WriteNumber("epochsWithDiagnostics", report.EpochsWithDiagnostics);
        json.WriteStartArray("layers");
        foreach (LayerReport layer in report.Layers)
            Write(json, layer);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        await foreach ((_, IReadOnlyList<Finding>? findings) in FindingsReader.ReadAsync(recording, cancellationToken).ConfigureAwait(false))
        {
            foreach (Finding finding in findings ?? [])
                Write(json, finding);
            await HandOverAsync().ConfigureAwait(false);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await HandOverAsync().ConfigureAwait(false);
        await output.WriteLineAsync().ConfigureAwait(false);

        async Task HandOverAsync()
        {
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(Encoding.UTF8.GetString(buffer.WrittenSpan)).ConfigureAwait(false);
            buffer.ResetWrittenCount();
        }
    }

    private static void Write(Utf8JsonWriter json, LayerReport layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteNumber("units", layer.Units);
        json.WriteString("activation", layer.Activation);
        WriteNumber(json, "meanSaturation", layer.MeanSaturation);
        WriteNumber(json, "saturatedUnits", layer.SaturatedUnits);
        WriteNumber(json, "deadUnits", layer.DeadUnits);
        WriteNumber(json, "dormantUnits", layer.DormantUnits);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteNumber("epoch", finding.Epoch);
        json.WriteString("layer", finding.Layer);
        json.WriteStartArray("units");
        foreach (int unit in finding.Units)
            json.WriteNumberValue(unit);
        json.WriteEndArray();
        WriteNumber(json, "value", finding.Value);
        WriteNumber(json, "threshold", finding.Threshold);
        json.WriteString("advice", finding.Advice);
        json.WriteEndObject();
    }

    /// <summary>NaN and infinity are written as strings, since JSON has no word for them, as <c>replay info</c> does.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not { } number)
            json.WriteNull(name);
        else if (double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}
