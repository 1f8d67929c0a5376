using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Alone, for what the whole process allocates is measured.</summary>
[CollectionDefinition(nameof(DamagedCorpusTests), DisableParallelization = true)]
[Collection(nameof(DamagedCorpusTests))]
public sealed class DamagedCorpusTests(DamagedCorpusFixture corpus) : IClassFixture<DamagedCorpusFixture>
{
    // What a lying file may make a reader take: far below the gibibyte that it announces.
    private const long MostBytes = 512 << 20;

    [Fact]
    public async Task Read_EveryDamagedFile_IsRefusedWithWhatAndWhere()
    {
        List<string> wrong = [];
        foreach (DamagedCase entry in DamagedCorpus.Cases)
        {
            string path = DamagedCorpus.File(corpus.Folder, entry);
            long before = GC.GetTotalAllocatedBytes();
            Check(entry, entry.OpensWell ? null : entry.Fault, await FaultAsync(path, column: null), wrong);
            if (entry.OpensWell)
            {
                Check(entry, entry.IsOfTheWhole ? null : entry.Fault, await FaultAsync(path, entry.Column), wrong);
            }

            IReadOnlyList<string> faults = await Verifier.VerifyAsync(path).Soon();
            if (faults.Count == 0 || faults.Any(text => !text.Contains(Path.GetFileName(path), StringComparison.Ordinal)))
            {
                wrong.Add($"{entry.Name}: the verifier says '{string.Join("; ", faults)}'");
            }

            long taken = GC.GetTotalAllocatedBytes() - before;
            if (taken > MostBytes)
            {
                wrong.Add($"{entry.Name}: {taken} bytes were taken");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Specification_EveryDamagedFile_IsRefusedAsTheSame()
    {
        List<SpecificationAnswer>? answers = await IndependentReaders.PythonAsync([.. DamagedCorpus.Cases.Select(entry => DamagedCorpus.File(corpus.Folder, entry))]);
        Assert.SkipWhen(answers is null, "Python with Zstandard is not there (Debian: python3-zstandard): the reader made from the specification cannot be asked.");
        Assert.Equal(DamagedCorpus.Cases.Count, answers.Count);
        Assert.Equal(
            DamagedCorpus.Cases.Select(entry => $"{entry.Name}: {entry.Fault}, opens {entry.OpensWell}"),
            DamagedCorpus.Cases.Zip(answers, (entry, answer) => $"{entry.Name}: {answer.Fault}, opens {answer.Opens}"));
    }

    private static void Check(DamagedCase entry, RecordingFault? due, RecordingException? actual, List<string> wrong)
    {
        if (actual?.Fault != due || actual?.Message.Contains($"{entry.Name}.parquet", StringComparison.Ordinal) == false)
        {
            wrong.Add($"{entry.Name}: {due} is due, there is {actual?.Fault}: {actual?.Message}");
        }
    }

    /// <summary>What is met when a file is opened, and a column of it read whole; null if nothing is.</summary>
    private static async Task<RecordingException?> FaultAsync(string path, string? column)
    {
        try
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(path).Soon();
            if (column is not null)
            {
                await ReadAsync(reader, reader.Schema[column]).Soon();
            }

            return null;
        }
        catch (RecordingException e)
        {
            return e;
        }
    }

    private static async Task ReadAsync(RecordingReader reader, RecordingColumn column)
    {
        foreach (int epoch in reader.Epochs)
        {
            switch (column.Info.Type)
            {
                case "list<float>": await reader.ReadFloatsAsync(column.Path, epoch); break;
                case "list<double>": await reader.ReadDoublesAsync(column.Path, epoch); break;
                case "list<int64>": await reader.ReadIntegersAsync(column.Path, epoch); break;
                case "string": await reader.ReadFindingsAsync(epoch); break;
                default: await reader.ReadScalarAsync(column.Path, epoch); break;
            }
        }
    }
}
