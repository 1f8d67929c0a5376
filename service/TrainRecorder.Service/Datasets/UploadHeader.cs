using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>What an upload announces, checked before a byte is taken.</summary>
internal static class UploadHeader
{
    private const string DefaultFormat = "csv";
    private const int MaxNameLength = 255;

    /// <summary>Checks a header and makes its default explicit.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: it is bad; RESOURCE_EXHAUSTED: it is more than there is room for.</exception>
    public static DatasetHeader Check(DatasetHeader header, ServiceOptions options, DataFolder data)
    {
        var checkedHeader = header.Clone();
        if (checkedHeader.Format.Length == 0) checkedHeader.Format = DefaultFormat;

        var violations = new Violations();
        if (header.DisplayName.Length is 0 or > MaxNameLength || header.DisplayName.Any(character => character is '/' or '\\' || char.IsControl(character)))
            violations.Add("header.display_name", $"must be a file's name without folders and control characters, 1 to {MaxNameLength} characters");
        if (!TableInspector.Formats.Contains(checkedHeader.Format)) violations.Add("header.format", $"must be one of: {string.Join(", ", TableInspector.Formats)}");
        if (header.Size <= 0) violations.Add("header.size", "must be above 0");
        if (!Sha256Text.IsValid(header.Sha256)) violations.Add("header.sha256", Sha256Text.Expected);
        violations.ThrowIfAny("The upload cannot be taken.");

        if (header.Size > options.MaxDatasetBytes) throw Faults.Exhausted($"The file has {header.Size} bytes, the limit is {options.MaxDatasetBytes}.");
        if (DiskSpace.Free(data.Incoming) - options.ReservedDisk < header.Size) throw Faults.Exhausted("There is not enough room on the disk of the service.");
        return checkedHeader;
    }
}
