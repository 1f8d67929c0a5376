using System.Diagnostics;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>
/// Inspects in a process of its own with limits on memory and time: what a caller supplied may be made to break its reader.
/// </summary>
internal sealed class ProcessInspector(ServiceOptions options, TimeProvider time) : IDatasetInspector
{
    private const int Good = 0;
    private const int Faulty = 1;
    private const int MaxAnswer = 32 << 20;

    /// <inheritdoc/>
    public async Task<DatasetFindings> InspectAsync(string path, string format, CancellationToken cancellationToken)
    {
        var start = WorkerProgram.Start("inspect", format, path);
        // The variable is read as hexadecimal.
        start.Environment["DOTNET_GCHeapHardLimit"] = options.InspectMemory.ToString("x", CultureInfo.InvariantCulture);
        using var limit = new CancellationTokenSource(options.InspectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = Process.Start(start) ?? throw new InspectionException("The reader could not be started.", limit: false);
        try
        {
            process.StandardInput.Close();
            var answer = ReadAsync(process.StandardOutput.BaseStream, either.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, either.Token);
            await process.WaitForExitAsync(either.Token);
            return Understand(process.ExitCode, await answer, await errors);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InspectionException($"Reading the file took longer than {options.InspectTimeout.TotalSeconds:0.###} s.", limit: true);
        }
        finally
        {
            ProcessEnd.Kill(process);
        }
    }

    private DatasetFindings Understand(int code, string answer, string errors)
    {
        var parser = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
        try
        {
            switch (code)
            {
                case Good: return new DatasetFindings(parser.Parse<TableSchema>(answer), []);
                case Faulty when parser.Parse<BadRequest>(answer).FieldViolations is { Count: > 0 } faults: return new DatasetFindings(null, faults);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Handled as any other answer that is none.
        }

        if (errors.Contains("memory", StringComparison.OrdinalIgnoreCase))
            throw new InspectionException($"The file takes more memory to read than the {options.InspectMemory >> 20} MiB that a file may.", limit: true);
        throw new InspectionException($"The reader of the file ended with exit code {code.ToString(CultureInfo.InvariantCulture)}.", limit: false);
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            // What is too long is read to its end, so that the process can end, and not kept.
            if (text.Length < MaxAnswer) text.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
