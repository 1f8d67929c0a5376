using TrainRecorder.Recording;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings;

/// <summary>
/// A recording that is being read. When a live one is sealed its segments go; then the sealed file is read on, which has the same
/// epochs.
/// </summary>
internal sealed class OpenRecording : IDisposable
{
    private readonly RunCatalogue _catalogue;
    private readonly DataFolder _data;

    private OpenRecording(RunCatalogue catalogue, DataFolder data, RecordingPlace place, RecordingReader reader) =>
        (_catalogue, _data, Place, Reader) = (catalogue, data, place, reader);

    /// <summary>Where it is.</summary>
    public RecordingPlace Place { get; private set; }

    /// <summary>Reads it.</summary>
    public RecordingReader Reader { get; private set; }

    /// <summary>Opens the recording of a name.</summary>
    /// <exception cref="Grpc.Core.RpcException">NOT_FOUND.</exception>
    /// <exception cref="RecordingException">It is damaged.</exception>
    public static async Task<OpenRecording> OpenAsync(RunCatalogue catalogue, DataFolder data, string name, CancellationToken cancellationToken)
    {
        var place = await RecordingPlace.FindAsync(catalogue, data, name, cancellationToken);
        try
        {
            return new OpenRecording(catalogue, data, place, await place.OpenAsync(cancellationToken));
        }
        catch (Exception fault) when (IsGone(fault) && place.State != RecordingState.Sealed)
        {
            place = await RecordingPlace.FindAsync(catalogue, data, name, cancellationToken);
            return new OpenRecording(catalogue, data, place, await place.OpenAsync(cancellationToken));
        }
    }

    /// <summary>Reads from it.</summary>
    /// <exception cref="RecordingException">It is damaged.</exception>
    public async Task<T> ReadAsync<T>(Func<RecordingReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(Reader);
        }
        catch (Exception fault) when (IsGone(fault) && Place.State != RecordingState.Sealed)
        {
            var place = await RecordingPlace.FindAsync(_catalogue, _data, Place.Name, cancellationToken);
            if (place.State != RecordingState.Sealed) throw;
            var reader = await place.OpenAsync(cancellationToken);
            Reader.Dispose();
            (Place, Reader) = (place, reader);
            return await read(Reader);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    private static bool IsGone(Exception fault) => fault is RecordingException { Fault: RecordingFault.Missing } or FileNotFoundException or DirectoryNotFoundException;
}
