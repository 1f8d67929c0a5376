using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using TrainRecorder.Training;

namespace TrainRecorder.Worker.Inspection;

/// <summary>
/// <c>TrainRecorder.Worker preview FORMAT PATH ROWS</c>: JSON of <see cref="V1.InspectDatasetResponse"/> without its dataset, or of
/// google.rpc.BadRequest, on the standard output. A process of its own, as <see cref="InspectCommand"/> is.
/// </summary>
internal static class PreviewCommand
{
    public static int Run(string format, string path, string rows, TextWriter output)
    {
        var preview = TablePreviewer.Preview(path, format, int.Parse(rows, NumberStyles.None, CultureInfo.InvariantCulture));
        output.WriteLine(preview.Faults.Count == 0
            ? JsonFormatter.Default.Format(preview.Seen)
            : JsonFormatter.Default.Format(new BadRequest { FieldViolations = { preview.Faults } }));
        return preview.Faults.Count == 0 ? ExitCode.Good : ExitCode.Faulty;
    }
}
