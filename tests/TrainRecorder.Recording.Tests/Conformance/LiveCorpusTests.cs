using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Our reader, and the one made from the specification, find in every folder what is expected, to the bit.</summary>
public sealed class LiveCorpusTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync() => await LiveCorpus.WriteAsync(_folder.Path);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Reader_FoldersOfTheCorpus_HaveTheExpectedContent()
    {
        foreach (LiveCase entry in LiveCorpus.Cases)
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(_folder[entry.Name]).Soon();
            Expected(entry).AssertSame(await RecordingContent.ReadAsync(reader), $"RecordingReader, of {entry.Name},");
            Assert.Empty(await Verifier.VerifyAsync(_folder[entry.Name]).Soon());
        }
    }

    [Fact]
    public async Task Specification_FoldersOfTheCorpus_HaveTheExpectedContent()
    {
        List<SpecificationAnswer>? answers = await IndependentReaders.PythonAsync([.. LiveCorpus.Cases.Select(entry => _folder[entry.Name])]);
        Assert.SkipWhen(answers is null, "Python with Zstandard is not there (Debian: python3-zstandard): the reader made from the specification cannot be asked.");
        Assert.Equal(LiveCorpus.Cases.Count, answers.Count);
        foreach ((LiveCase entry, SpecificationAnswer answer) in LiveCorpus.Cases.Zip(answers))
        {
            Assert.True(answer.Content is not null, $"{entry.Name}: {answer.Fault}, {answer.Message}");
            Expected(entry).AssertSame(answer.Content, $"The reader made from the specification, of {entry.Name},");
        }
    }

    [Fact]
    public async Task Open_EveryFolderThatIsNoRecording_IsRefused()
    {
        string folder = _folder["damaged"];
        await RefusedFolders.WriteAsync(folder);
        foreach (RefusedFolder entry in RefusedFolders.Cases)
        {
            RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(Path.Combine(folder, entry.Name)).Soon());
            Assert.True(entry.Fault == fault.Fault, $"{entry.Name}: {fault.Fault}, {fault.Message}");
        }

        List<SpecificationAnswer>? answers = await IndependentReaders.PythonAsync([.. RefusedFolders.Cases.Select(entry => Path.Combine(folder, entry.Name))]);
        Assert.SkipWhen(answers is null, "Python with Zstandard is not there (Debian: python3-zstandard): the reader made from the specification cannot be asked.");
        Assert.Equal(
            RefusedFolders.Cases.Select(entry => $"{entry.Name}: {entry.Fault}"),
            RefusedFolders.Cases.Zip(answers, (entry, answer) => $"{entry.Name}: {answer.Fault}"));
    }

    private RecordingContent Expected(LiveCase entry) => RecordingContent.Parse(File.ReadAllText(_folder[$"{entry.Name}.json"]));
}
