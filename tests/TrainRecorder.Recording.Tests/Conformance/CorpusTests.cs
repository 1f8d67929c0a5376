using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Every reader agrees with the expected content of every file, to the bit.</summary>
public sealed class CorpusTests(CorpusFixture corpus) : IClassFixture<CorpusFixture>
{
    public static TheoryData<string> Names() => [.. Corpus.Cases.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reader_FileOfTheCorpus_HasTheExpectedContent(string name)
    {
        CorpusCase entry = Corpus.Cases.Single(entry => entry.Name == name);
        using RecordingReader reader = await RecordingReader.OpenAsync(Corpus.File(corpus.Folder, entry)).Soon();
        Assert.Equal(entry.Sample.Manifest, reader.Manifest);
        Expected(entry).AssertSame(await RecordingContent.ReadAsync(reader), "RecordingReader");
        Assert.Empty(await Verifier.VerifyAsync(Corpus.File(corpus.Folder, entry)).Soon());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DuckDb_FileOfTheCorpus_HasTheExpectedContent(string name)
    {
        CorpusCase entry = Corpus.Cases.Single(entry => entry.Name == name);
        Expected(entry).AssertSame(IndependentReaders.DuckDb(Corpus.File(corpus.Folder, entry)), "DuckDB");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Arrow_FileOfTheCorpus_HasTheExpectedContent(string name)
    {
        CorpusCase entry = Corpus.Cases.Single(entry => entry.Name == name);
        Expected(entry).AssertSame(IndependentReaders.Arrow(Corpus.File(corpus.Folder, entry), RecordingSchema.FromManifest(entry.Sample.Manifest)), "Arrow C++");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ParquetNet_FileOfTheCorpus_HasTheExpectedContent(string name)
    {
        CorpusCase entry = Corpus.Cases.Single(entry => entry.Name == name);
        RecordingSchema schema = RecordingSchema.FromManifest(entry.Sample.Manifest);
        Expected(entry).AssertSame(await IndependentReaders.ParquetNetAsync(Corpus.File(corpus.Folder, entry), schema).Soon(), "Parquet.Net");
    }

    [Fact]
    public async Task Hyparquet_FilesOfTheCorpus_HaveTheExpectedContent()
    {
        List<RecordingContent>? contents = await IndependentReaders.HyparquetAsync([.. Corpus.Cases.Select(entry => Corpus.File(corpus.Folder, entry))]);
        Assert.SkipWhen(contents is null, "Node is not there: hyparquet cannot be asked.");
        Assert.Equal(Corpus.Cases.Count, contents.Count);
        foreach ((CorpusCase entry, RecordingContent content) in Corpus.Cases.Zip(contents))
        {
            Expected(entry).AssertSame(content, $"hyparquet, of {entry.Name},");
        }
    }

    [Fact]
    public async Task Specification_FilesOfTheCorpus_HaveTheExpectedContent()
    {
        List<SpecificationAnswer>? answers = await IndependentReaders.PythonAsync([.. Corpus.Cases.Select(entry => Corpus.File(corpus.Folder, entry))]);
        Assert.SkipWhen(answers is null, "Python with Zstandard is not there (Debian: python3-zstandard): the reader made from the specification cannot be asked.");
        Assert.Equal(Corpus.Cases.Count, answers.Count);
        foreach ((CorpusCase entry, SpecificationAnswer answer) in Corpus.Cases.Zip(answers))
        {
            Assert.True(answer.Content is not null, $"{entry.Name}: {answer.Fault}, {answer.Message}");
            Expected(entry).AssertSame(answer.Content, $"The reader made from the specification, of {entry.Name},");
        }
    }

    private RecordingContent Expected(CorpusCase entry) =>
        RecordingContent.Parse(File.ReadAllText(Path.ChangeExtension(Corpus.File(corpus.Folder, entry), ".json")));
}
