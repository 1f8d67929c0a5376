using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>The damaged corpus on disk, made once for all tests.</summary>
public sealed class DamagedCorpusFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync() => await DamagedCorpus.WriteAsync(_folder.Path);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
