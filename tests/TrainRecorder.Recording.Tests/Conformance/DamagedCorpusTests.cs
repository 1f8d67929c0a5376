using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Alone, for what the whole process allocates is measured.</summary>
[CollectionDefinition(nameof(DamagedCorpusTests), DisableParallelization = true)]
[Collection(nameof(DamagedCorpusTests))]
public sealed class DamagedCorpusTests : IAsyncLifetime
{
    // What a lying file may make a reader take: far below the gibibyte that it announces.
    private const long MostBytes = 512 << 20;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync() => await DamagedCorpus.WriteAsync(_folder.Path);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Read_EveryDamagedFile_IsRefusedWithWhatAndWhere()
    {
        foreach (DamagedCase entry in DamagedCorpus.Cases)
        {
            string path = DamagedCorpus.File(_folder.Path, entry);
            long before = GC.GetTotalAllocatedBytes();
            RecordingException? fault = await OpenAsync(path);
            Assert.True(entry.OpensWell == fault is null, $"{entry.Name}: {fault?.Message ?? "opened"}");
            if (fault is not null)
            {
                Assert.True(entry.Fault == fault.Fault, $"{entry.Name}: {fault.Fault}, {fault.Message}");
                Assert.Contains(Path.GetFileName(path), fault.Message, StringComparison.Ordinal);
            }

            IReadOnlyList<string> faults = await Verifier.VerifyAsync(path).Soon();
            Assert.True(faults.Count > 0, $"{entry.Name}: nothing was found");
            Assert.All(faults, text => Assert.Contains(Path.GetFileName(path), text, StringComparison.Ordinal));
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostBytes);
        }
    }

    [Fact]
    public async Task Specification_EveryDamagedFile_IsRefusedAsTheSame()
    {
        List<SpecificationAnswer>? answers = await IndependentReaders.PythonAsync([.. DamagedCorpus.Cases.Select(entry => DamagedCorpus.File(_folder.Path, entry))]);
        Assert.SkipWhen(answers is null, "Python with Zstandard is not there (Debian: python3-zstandard): the reader made from the specification cannot be asked.");
        Assert.Equal(
            DamagedCorpus.Cases.Select(entry => $"{entry.Name}: {entry.Fault}, opens {entry.OpensWell}"),
            DamagedCorpus.Cases.Zip(answers, (entry, answer) => $"{entry.Name}: {answer.Fault}, opens {answer.Opens}"));
    }

    private static async Task<RecordingException?> OpenAsync(string path)
    {
        try
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(path).Soon();
            return null;
        }
        catch (RecordingException e)
        {
            return e;
        }
    }
}
