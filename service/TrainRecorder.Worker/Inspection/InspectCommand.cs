using Google.Protobuf;
using Google.Rpc;
using TrainRecorder.Training;

namespace TrainRecorder.Worker.Inspection;

/// <summary>
/// <c>TrainRecorder.Worker inspect FORMAT PATH</c>: JSON of <see cref="V1.TableSchema"/>, or of google.rpc.BadRequest with the faults, on the standard output.
/// A process of its own, for a file that a caller supplied may be hostile; its starter limits the memory, and running out of it is an unexpected end.
/// </summary>
internal static class InspectCommand
{
    public static int Run(string format, string path, TextWriter output)
    {
        var inspection = TableInspector.Inspect(path, format);
        if (inspection.Faults.Count == 0)
        {
            output.WriteLine(JsonFormatter.Default.Format(inspection.Schema));
            return ExitCode.Good;
        }

        output.WriteLine(JsonFormatter.Default.Format(new BadRequest { FieldViolations = { inspection.Faults } }));
        return ExitCode.Faulty;
    }
}
