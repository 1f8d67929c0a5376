using System.Text;
using Google.Rpc;
using Microsoft.AspNetCore.Connections;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Finds two columns in every file, a fault in one that says so, no end in one that says that, and breaks at one that says that, or that its connection is cut.</summary>
internal sealed class FakeInspector : IDatasetInspector
{
    public Task<TablePreview> PreviewAsync(string path, string format, int rows, CancellationToken cancellationToken) =>
        Task.FromResult(new TablePreview(new InspectDatasetResponse { Rows = { Enumerable.Range(0, rows).Select(row => new TableRow { Values = { $"{row}" } }) } }, []));

    public Task<DatasetFindings> InspectAsync(string path, string format, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        if (text.StartsWith("huge", StringComparison.Ordinal)) throw new BoundedProcessException("The file takes more memory to read than it may.", limit: true);
        if (text.StartsWith("cut", StringComparison.Ordinal)) throw new IOException("The request stream was aborted.", new ConnectionAbortedException());
        if (text.StartsWith("broken", StringComparison.Ordinal)) throw new InvalidOperationException("nobody expected this");
        if (text.StartsWith("fault", StringComparison.Ordinal))
            return Task.FromResult(new DatasetFindings(null, [new BadRequest.Types.FieldViolation { Field = "row 17, column age", Description = "is no number" }]));
        return Task.FromResult(new DatasetFindings(
            new TableSchema
            {
                Rows = 100,
                Columns = { new TableColumn { Name = "x", Type = "number", Distinct = 90 }, new TableColumn { Name = "y", Type = "text", Distinct = 2 } },
            },
            []));
    }
}
