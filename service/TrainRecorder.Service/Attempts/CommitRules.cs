using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Logs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Attempts;

/// <summary>What a commit must be.</summary>
internal static partial class CommitRules
{
    private const int ReasonLimit = 1000;

    /// <summary>Checks the request by itself.</summary>
    public static void Check(CommitEpochsRequest request)
    {
        var violations = new Violations();
        if (request.FirstEpoch < 0) violations.Add("first_epoch", "must not be negative");
        if (request.LastEpoch < request.FirstEpoch) violations.Add("last_epoch", "must not be before first_epoch");
        var name = SegmentName().Match(request.File);
        if (!name.Success || Number(name, 1) != request.FirstEpoch || Number(name, 2) != request.LastEpoch || Number(name, 3) != request.Attempt)
            violations.Add("file", "must be <first_epoch>-<last_epoch>.a<attempt>.parquet of this request");
        if (!StateName().IsMatch(request.StateFile) || request.StateFile.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || LogFile.TryParse(request.StateFile) is not null)
            violations.Add("state_file", "must be the plain name of a state file");
        if (!Sha256Text.IsValid(request.Sha256)) violations.Add("sha256", Sha256Text.Expected);
        if (request.Size <= 0) violations.Add("size", "must be above 0");
        if (request.EarlyEnd is { } end && (end.Reason.Length is 0 or > ReasonLimit || end.Reason.Any(char.IsControl)))
            violations.Add("early_end.reason", $"must be one line of 1 to {ReasonLimit} characters");
        CheckMetrics(request, violations);
        violations.ThrowIfAny("The segment cannot be committed.");
    }

    /// <summary>Checks that the segment follows what is committed.</summary>
    public static void CheckOrder(RunRow run, CommitEpochsRequest request)
    {
        var violations = new Violations();
        var next = run.CommittedEpoch + 1 ?? 0;
        if (request.FirstEpoch != next) violations.Add("first_epoch", $"the next epoch to commit is {next}");
        if (request.LastEpoch > run.Epochs) violations.Add("last_epoch", $"the run has {run.Epochs} epochs");
        if (request.EarlyEnd is not null && request.LastEpoch == run.Epochs) violations.Add("early_end", "the job has no more epochs");
        violations.ThrowIfAny("The segment does not follow the last committed epoch.");
    }

    /// <summary>Checks the segment and the state on disk: what is committed must be there, whole.</summary>
    public static async Task CheckFilesAsync(RunFolder folder, CommitEpochsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        await using var segment = Open(new FileInfo(folder.File(request.File)));
        if (segment is null) violations.Add("file", "there is no such file in the run's folder");
        else if (segment.Length != request.Size) violations.Add("size", $"the file has {segment.Length} bytes");
        else if (await HashAsync(segment, cancellationToken) != request.Sha256) violations.Add("sha256", "the file has another hash");
        if (!IsPlainFile(new FileInfo(folder.File(request.StateFile)))) violations.Add("state_file", "there is no such file in the run's folder");
        violations.ThrowIfAny("The segment on disk is not what the request says.");
    }

    private static void CheckMetrics(CommitEpochsRequest request, Violations violations)
    {
        var expected = (long)request.LastEpoch - request.FirstEpoch + 1;
        if (request.Metrics.Count != expected)
        {
            violations.Add("metrics", $"must have one entry for each epoch, {expected}");
            return;
        }

        for (var i = 0; i < request.Metrics.Count; i++)
        {
            if (request.Metrics[i].Epoch != request.FirstEpoch + i)
            {
                violations.Add($"metrics[{i}].epoch", $"must be {request.FirstEpoch + i}");
                return;
            }
        }
    }

    private static bool IsPlainFile(FileInfo file) => file is { Exists: true, LinkTarget: null };

    private static FileStream? Open(FileInfo file)
    {
        try
        {
            return IsPlainFile(file) ? file.OpenRead() : null;
        }
        catch (FileNotFoundException)
        {
            // The attempt was lost and its files swept since the call was let in.
            return null;
        }
    }

    private static async Task<string> HashAsync(FileStream file, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));

    private static long Number(Match name, int group) => long.Parse(name.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,10})-([0-9]{1,10})\.a([0-9]{1,10})\.parquet\z", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex StateName();
}
