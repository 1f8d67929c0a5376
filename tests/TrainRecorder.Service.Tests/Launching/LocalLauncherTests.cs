using Microsoft.Extensions.Logging.Abstractions;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.Service.Logs;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Launching;

/// <summary>With the real worker's executable.</summary>
public sealed class LocalLauncherTests
{
    [Fact]
    public async Task Launch_OfARealWorker_CanBeFoundAndEnded()
    {
        var setUp = new TestSetUp();
        var folder = new DataFolder(setUp.Folder).Run("000000000000");
        folder.Make();
        var launcher = new LocalLauncher(new WorkerEndpoint(Path.Combine(Surroundings.Folder, "nobody.sock")), new RunSignals(), setUp.Options, TimeProvider.System, NullLogger<LocalLauncher>.Instance);

        var worker = await launcher.LaunchAsync(new WorkerLaunch("000000000000", 1, "token", folder), CancellationToken.None);
        var found = await launcher.FindAsync(worker.Identity, CancellationToken.None);

        Assert.NotNull(found);
        Assert.Null(await launcher.FindAsync(worker.Identity with { Birth = "another" }, CancellationToken.None));
        found.Kill();
        var exit = await worker.Exited.Soon();
        await found.Exited.Soon();
        Assert.NotEqual(0, exit.Code);
        Assert.Null(await launcher.FindAsync(worker.Identity, CancellationToken.None));
        worker.Kill();
        Directory.Delete(setUp.Folder, recursive: true);
    }

    [Fact]
    public async Task Job_ByTheRealWorker_IsTrainedSealedAndArchived()
    {
        await using var service = await TestService.StartAsync(new TestSetUp { RealWorkers = true, Inspector = null });
        var dataset = await Uploads.SendAsync(service, "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{row % 5},{(row % 2 == 0 ? "even" : "odd")}\n")));
        Assert.Equal((60, 3, "text"), (dataset.Schema.Rows, dataset.Schema.Columns.Count, dataset.Schema.Columns[2].Type));
        var job = Jobs.Xor(epochs: 5);
        job.Data = new Data { Dataset = dataset.Name, Label = "y" };
        var run = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).Soon()).Run;

        var done = await service.UntilAsync(run.Name, run => run.Recording.State == RecordingState.Sealed || run.State == RunState.Failed);

        Assert.True(done.State == RunState.Succeeded, done.StateReason);
        Assert.Equal((5, 1), (done.Progress.Epoch, done.Attempt));
        Assert.Equal(5, (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive.Epochs);
    }

    [Fact]
    public async Task Upload_ReadByTheRealReader_NamesFaultsWithRowAndColumn()
    {
        await using var service = await TestService.StartAsync(new TestSetUp { Inspector = null });

        var fault = await Uploads.SendAsync(service, "a,b\n1,2\n3\n").IsRefusedAsync(Grpc.Core.StatusCode.InvalidArgument);

        Assert.NotEmpty(fault.Fields());
    }

    [Fact]
    public async Task Upload_ThatTakesMoreMemoryToReadThanItMay_IsExhaustedAndTheServiceGoesOn()
    {
        var setUp = new TestSetUp { Inspector = null };
        setUp.Options.InspectMemory = 24 << 20;
        await using var service = await TestService.StartAsync(setUp);
        // What is counted of each of so many columns takes more.
        var columns = Enumerable.Range(0, 20_000).ToList();
        var text = string.Join(',', columns.Select(column => $"c{column}")) + "\n" + string.Concat(Enumerable.Range(0, 60).Select(row => string.Join(',', columns.Select(column => ((column * 7) + row) % 9_973)) + "\n"));
        var chunks = text.Chunk(1 << 20).Select(chunk => Uploads.Part(new string(chunk)));

        var fault = await Uploads.SendAsync(service, [Uploads.Part(Uploads.Header(text)), .. chunks]).IsRefusedAsync(Grpc.Core.StatusCode.ResourceExhausted);

        Assert.Contains("24 MiB", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Datasets, "*", SearchOption.AllDirectories));
        await service.SubmitAsync();
    }

    [Fact]
    public void WorkerLog_ThatIsFull_KeepsTheNewerHalf()
    {
        var folder = new RunFolder("0", Directory.CreateTempSubdirectory("log").FullName);
        using (var log = new WorkerLog(folder, limit: 100, () => { }))
        {
            for (var i = 0; i < 20; i++) Assert.Null(log.Append("0123456789"u8));
            log.Append("last"u8);
        }

        var files = LogFile.In(folder);
        Assert.Equal(2, files.Count);
        var (newer, older) = (new FileInfo(files[1].Path), new FileInfo(files[0].Path));
        Assert.Equal(files[0].Start + older.Length, files[1].Start);
        Assert.InRange(newer.Length + older.Length, 50, 100);
        Assert.EndsWith("last", File.ReadAllText(newer.FullName), StringComparison.Ordinal);
        Directory.Delete(folder.Root, recursive: true);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one\ntwo\n\n", "two")]
    [InlineData("2026-11-24T01:51:27.397Z Information 1: all is well\n", "")]
    [InlineData("System.Exception: broken\n   at A()\n--- End\n   at B()\n", "System.Exception: broken")]
    public void LastWords_AreTheLastLineThatSaysSomething(string printed, string expected)
    {
        var words = new LastWords();
        words.Add(System.Text.Encoding.UTF8.GetBytes(printed));
        Assert.Equal(expected, words.Line);
    }
}
