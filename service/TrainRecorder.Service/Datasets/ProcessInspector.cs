using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Looks into files in a process of its own.</summary>
internal sealed class ProcessInspector(ServiceOptions options, TimeProvider time) : IDatasetInspector
{
    private const int Good = 0;
    private const int Faulty = 1;
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <inheritdoc/>
    public Task<DatasetFindings> InspectAsync(string path, string format, CancellationToken cancellationToken) =>
        AskAsync(["inspect", format, path], text => new DatasetFindings(s_parser.Parse<TableSchema>(text), []), faults => new DatasetFindings(null, faults), cancellationToken);

    /// <inheritdoc/>
    public Task<TablePreview> PreviewAsync(string path, string format, int rows, CancellationToken cancellationToken) => AskAsync(
        ["preview", format, path, rows.ToString(CultureInfo.InvariantCulture)],
        text => new TablePreview(s_parser.Parse<InspectDatasetResponse>(text), []),
        faults => new TablePreview(null, faults),
        cancellationToken);

    private async Task<T> AskAsync<T>(
        IReadOnlyList<string> question, Func<string, T> good, Func<IReadOnlyList<BadRequest.Types.FieldViolation>, T> faulty, CancellationToken cancellationToken)
    {
        var answer = await BoundedProcess.AskAsync(question, options.InspectMemory, options.InspectTimeout, time, cancellationToken);
        try
        {
            switch (answer.Code)
            {
                case Good: return good(answer.Text);
                case Faulty when s_parser.Parse<BadRequest>(answer.Text).FieldViolations is { Count: > 0 } faults: return faulty(faults);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Handled as any other answer that is none.
        }

        throw answer.ToException(options.InspectMemory);
    }
}
