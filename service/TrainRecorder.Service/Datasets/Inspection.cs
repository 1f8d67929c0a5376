using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Shows what is in a dataset.</summary>
internal sealed class Inspection(Upload datasets, DataFolder data, IDatasetInspector inspector)
{
    private const int DefaultRows = 10;
    private const int MaxRows = 1_000;

    /// <summary>Looks into a dataset.</summary>
    /// <exception cref="RpcException">As <c>DatasetService.InspectDataset</c> says.</exception>
    public async Task<InspectDatasetResponse> InspectAsync(InspectDatasetRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (request.HasRows && request.Rows is < 0 or > MaxRows) violations.Add("rows", $"must be from 0 to {MaxRows}");
        violations.ThrowIfAny("The dataset cannot be inspected.");
        if (!DatasetName.TryParse(request.Name, out var sha256) || await datasets.FindAsync(sha256, cancellationToken) is not { } row) throw Faults.NotFound("dataset", request.Name);

        var path = data.Dataset(sha256);
        if (!File.Exists(path) || await HashAsync(path, cancellationToken) != sha256) throw Faults.DataLoss($"The file of {request.Name} is missing or damaged. Delete the dataset and send it again.");
        try
        {
            var preview = await inspector.PreviewAsync(path, row.Format, request.HasRows ? request.Rows : DefaultRows, cancellationToken);
            new Violations(preview.Faults).ThrowIfAny("The file cannot be used.");
            preview.Seen!.Dataset = DatasetView.Of(row);
            return preview.Seen;
        }
        catch (BoundedProcessException fault) when (fault.Limit)
        {
            throw Faults.Exhausted(fault.Message);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
