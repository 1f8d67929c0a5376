using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Contract.Scenario;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How each error that <c>DatasetService</c> names comes about.</summary>
internal static class DatasetScenarios
{
    private const string Text = "x,y\n1,a\n";

    public static Dictionary<(string Call, StatusCode Code), Scenario> All => new()
    {
        [("UploadDataset", StatusCode.InvalidArgument)] = Of(service => Uploads.SendAsync(service, "fault")),
        [("UploadDataset", StatusCode.OutOfRange)] = Of(service => Uploads.SendAsync(service, Uploads.Part(From(3)), Uploads.Part(Text[3..]))),
        [("UploadDataset", StatusCode.DataLoss)] = Of(service => Uploads.SendAsync(service, Uploads.Part(From(0)), Uploads.Part(Text[1..]))),
        [("UploadDataset", StatusCode.ResourceExhausted)] = Of(service => Uploads.SendAsync(service, "huge")),
        [("UploadDataset", StatusCode.DeadlineExceeded)] = new(async service =>
        {
            var call = service.Datasets.UploadDataset();
            await call.RequestStream.WriteAsync(Uploads.Part(From(0))).Soon();
            // First for the header, then for the chunk that never comes.
            await service.Time.WaitingAsync(service.SetUp.Options.UploadIdle);
            await service.Time.WaitingAsync(service.SetUp.Options.UploadIdle);
            service.Time.Advance(service.SetUp.Options.UploadIdle);
            return () => call.ResponseAsync;
        }),
        [("QueryUpload", StatusCode.InvalidArgument)] = Of(service => service.Datasets.QueryUploadAsync(new QueryUploadRequest { Sha256 = "x" }).ResponseAsync),
        [("GetDataset", StatusCode.NotFound)] = Of(service => service.Datasets.GetDatasetAsync(new GetDatasetRequest { Name = NoDataset }).ResponseAsync),
        [("ListDatasets", StatusCode.InvalidArgument)] = Of(service => service.Datasets.ListDatasetsAsync(new ListDatasetsRequest { PageSize = -1 }).ResponseAsync),

        [("InspectDataset", StatusCode.NotFound)] = Of(service => InspectAsync(service, NoDataset)),
        [("InspectDataset", StatusCode.InvalidArgument)] = Of(service => InspectAsync(service, NoDataset, rows: 1_001)),
        [("InspectDataset", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                var dataset = await Uploads.SendAsync(service, Text);
                service.Part<Turnstiles>().Inspections.Enter();
                return () => InspectAsync(service, dataset.Name);
            },
            setUp => setUp.Options.MaxUploads = 1),
        [("InspectDataset", StatusCode.DataLoss)] = new(async service =>
        {
            var dataset = await Uploads.SendAsync(service, Text);
            await File.WriteAllTextAsync(service.Host.Data.Dataset(dataset.Name["datasets/".Length..]), Text.ToUpperInvariant());
            return () => InspectAsync(service, dataset.Name);
        }),

        [("DeleteDataset", StatusCode.NotFound)] = Of(service => DeleteAsync(service, NoDataset)),
        [("DeleteDataset", StatusCode.FailedPrecondition)] = new(async service =>
        {
            var dataset = await Uploads.SendAsync(service, Text);
            var job = Jobs.Xor();
            (job.Data, job.Network) = (new Data { Dataset = dataset.Name, Label = "y" }, new Network { Shape = { 1, 3, 2 } });
            await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).Soon();
            return () => DeleteAsync(service, dataset.Name);
        }),
    };

    private static DatasetHeader From(long offset)
    {
        var header = Uploads.Header(Text);
        header.Offset = offset;
        return header;
    }

    private static Task<InspectDatasetResponse> InspectAsync(TestService service, string name, int rows = 1) =>
        service.Datasets.InspectDatasetAsync(new InspectDatasetRequest { Name = name, Rows = rows }).ResponseAsync;

    private static Task<DeleteDatasetResponse> DeleteAsync(TestService service, string name) => service.Datasets.DeleteDatasetAsync(new DeleteDatasetRequest { Name = name }).ResponseAsync;
}
