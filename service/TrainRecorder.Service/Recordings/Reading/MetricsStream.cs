using Microsoft.EntityFrameworkCore;
using TrainRecorder.Recording;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings.Reading;

/// <summary>
/// Streams the numbers of epochs: of a run as the catalogue has them, of a recording that came from an archive as its columns do.
/// </summary>
internal sealed class MetricsStream(RunCatalogue catalogue, DataFolder data)
{
    private const int PartBytes = 256 << 10;
    private const int Batch = 16;

    /// <summary>Sends what is asked for.</summary>
    /// <exception cref="Grpc.Core.RpcException">As <c>RecordingService.QueryMetrics</c> says.</exception>
    /// <exception cref="RecordingException">It is damaged.</exception>
    public async Task SendAsync(QueryMetricsRequest request, Func<QueryMetricsResponse, Task> send, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (request.MaxEpochs < 0) violations.Add("max_epochs", "must not be negative");
        violations.ThrowIfAny("The numbers cannot be given.");

        var place = await RecordingPlace.FindAsync(catalogue, data, request.Name, cancellationToken);
        var range = EpochSelection.Check(request.HasFirstEpoch ? request.FirstEpoch : null, request.HasLastEpoch ? request.LastEpoch : null, place.Epochs);
        var wanted = EpochSelection.Spread(range, request.MaxEpochs);
        var isCatalogued = RunName.TryParse(request.Name, out var id) && await catalogue.ReadAsync(rows => rows.Metrics.AnyAsync(row => row.RunId == id, cancellationToken), cancellationToken);
        var found = isCatalogued ? OfCatalogueAsync(id!, range, wanted, cancellationToken) : OfRecordingAsync(request.Name, wanted, cancellationToken);

        var part = new QueryMetricsResponse();
        var bytes = 0;
        await foreach (var epoch in found)
        {
            var size = epoch.CalculateSize();
            if (part.Epochs.Count > 0 && bytes + size > PartBytes)
            {
                await send(part);
                (part, bytes) = (new QueryMetricsResponse(), 0);
            }

            part.Epochs.Add(epoch);
            bytes += size;
        }

        if (part.Epochs.Count > 0) await send(part);
    }

    private async IAsyncEnumerable<EpochMetrics> OfCatalogueAsync(
        string id, EpochRange range, IEnumerable<int> wanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var next = wanted.GetEnumerator();
        if (!next.MoveNext()) yield break;
        for (var from = range.First; ;)
        {
            var start = from;
            var rows = await catalogue.ReadAsync(
                tables => tables.Metrics.Where(row => row.RunId == id && row.LastEpoch >= start && row.FirstEpoch <= range.Last).OrderBy(row => row.FirstEpoch).Take(Batch).ToListAsync(cancellationToken),
                cancellationToken);
            if (rows.Count == 0) yield break;
            foreach (var row in rows.Where(row => row.LastEpoch >= next.Current))
            {
                foreach (var epoch in EpochsCommitted.Parser.ParseFrom(row.Epochs).Epochs)
                {
                    if (epoch.Epoch != next.Current) continue;
                    yield return epoch;
                    if (!next.MoveNext()) yield break;
                }
            }

            from = Math.Max(rows[^1].LastEpoch + 1, next.Current);
        }
    }

    private async IAsyncEnumerable<EpochMetrics> OfRecordingAsync(
        string name, IEnumerable<int> wanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var recording = await OpenRecording.OpenAsync(catalogue, data, name, cancellationToken);
        foreach (var epoch in wanted) yield return await RecordedMetrics.ReadAsync(recording.Reader, epoch, cancellationToken);
    }
}
