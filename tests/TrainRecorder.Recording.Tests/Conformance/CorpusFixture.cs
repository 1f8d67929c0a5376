using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>The corpus on disk, made once for all tests.</summary>
public sealed class CorpusFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        foreach (CorpusCase entry in Corpus.Cases)
        {
            await Corpus.WriteAsync(_folder.Path, entry);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
