using System.Text.Json;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.ReplayViewer.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private const string Dead = """
        {"rule":"dead_units","epoch":EPOCH,"layer":"hidden2","units":[0,3],"value":0.4,"threshold":0.1,"advice":"Two of five units give 0 for every sample of the probe and learn no more. Try a smaller learning rate, or leaky_relu."}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_Findings_ReadsLikeThis()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(14, findings: Findings);

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Equal(
            """
            known, epochs 0 to 14

            2 things were found.

            Dead units in hidden2, epochs 4 to 14 (11 times)
              measured 0.400, threshold 0.100, the last time
              units 0, 3
              Two of five units give 0 for every sample of the probe and learn no more. Try a smaller
              learning rate, or leaky_relu.

            Loss plateau, epoch 9
              measured not finite, threshold 0.00100
              Stop earlier.

            Layers at epoch 14:
                       units  activation  mean saturation  saturated  dead  dormant
              hidden1      4  tanh                   0.43          0     –        2
              hidden2      5  relu                   0.23          0     3        2
              output       3  softmax                   –          –     –        2
              (saturated: on at least nine tenths of the probe; –: not recorded, or does not apply)

            Smallest validation loss: 0.185 at epoch 12; the last one has 0.205.

            """,
            replay.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Report_Json_HasEveryFindingOfEveryEpoch()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(14, findings: Findings);

        Replay replay = await Replay.RunAsync("report", known.Path, "--json");

        Assert.Equal(0, replay.ExitCode);
        JsonElement report = JsonDocument.Parse(replay.Output).RootElement;
        JsonElement[] findings = [.. report.GetProperty("findings").EnumerateArray()];
        Assert.Equal([4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14], findings.Select(finding => finding.GetProperty("epoch").GetInt32()));
        Assert.Equal([0, 3], findings[0].GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32()));
        Assert.Equal("NaN", findings[6].GetProperty("value").GetString());
        Assert.Equal((12, 11), (report.GetProperty("bestEpoch").GetInt32(), report.GetProperty("epochsWithDiagnostics").GetInt32()));
        JsonElement hidden2 = report.GetProperty("layers")[1];
        Assert.Equal(("hidden2", 3, 2), (hidden2.GetProperty("name").GetString(), hidden2.GetProperty("deadUnits").GetInt32(), hidden2.GetProperty("dormantUnits").GetInt32()));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("layers")[2].GetProperty("meanSaturation").ValueKind);
    }

    [Theory]
    [InlineData(null, "No findings are recorded.")]
    [InlineData("[]", "Nothing was found at 3 epochs.")]
    public async Task Report_NoFindings_SaysWhetherAnythingWasLookedFor(string? findings, string message)
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2, findings: _ => findings);

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Equal(0, replay.ExitCode);
        Assert.Contains(message, replay.Output, StringComparison.Ordinal);
        Assert.Contains("at epoch 2, the last one.", replay.Output, StringComparison.Ordinal);
    }

    /// <summary>The service writes no list where nothing was found; the job tells whether anybody looked.</summary>
    [Fact]
    public async Task Report_DiagnosticsOnAndNothingFound_SaysSo()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2, change: manifest => manifest.Job.Diagnostics = new V1.Diagnostics { Off = false });

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Contains("Nothing was found at 3 epochs.", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OneRuleInSeveralLayers_TellsTheAdviceOnce()
    {
        string finding = Dead.Replace("EPOCH", "1", StringComparison.Ordinal);
        using KnownRecording known = await KnownRecording.WriteAsync(2, findings: epoch => epoch == 1 ? $"[{finding},{finding.Replace("hidden2", "hidden1", StringComparison.Ordinal)}]" : null);

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Contains(
            """
            Dead units in 2 layers
              hidden2, epoch 1: measured 0.400, threshold 0.100
                units 0, 3
              hidden1, epoch 1: measured 0.400, threshold 0.100
                units 0, 3
              Two of five units give 0 for every sample of the probe and learn no more. Try a smaller
              learning rate, or leaky_relu.
            """.ReplaceLineEndings("\n"),
            replay.Output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_FindingsThatAreNone_SaysTheEpochAndIsBad()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2, findings: epoch => epoch == 1 ? "oh dear" : null);

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("the findings of epoch 1 cannot be read", replay.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ColumnsLeftOut_IsStillAReport()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2, change: manifest =>
        {
            foreach (V1.ColumnInfo column in manifest.Columns.Where(column => column.Path is "findings" or "validation.loss" || column.Path.StartsWith("hidden1.", StringComparison.Ordinal)).ToArray())
                manifest.Columns.Remove(column);
        });

        Replay replay = await Replay.RunAsync("report", known.Path);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Contains("hidden1      4  tanh                      –          –     –        –", replay.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("validation loss", replay.Output, StringComparison.Ordinal);
    }

    private static string? Findings(int epoch)
    {
        string dead = Dead.Replace("EPOCH", $"{epoch}", StringComparison.Ordinal);
        return epoch < 4
            ? null
            : epoch == 9 ? $$"""[{{dead}},{"rule":"loss_plateau","epoch":9,"value":"NaN","threshold":0.001,"advice":"Stop earlier.","later":1}]""" : $"[{dead}]";
    }
}
