using System.Text;
using System.Text.RegularExpressions;
using Grpc.Core;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>The errors that the comments of the contract name: those of each call, and those of every call of a service.</summary>
internal static partial class ContractText
{
    private const string WorkerService = "WorkerService";

    // What a run is called when it was stopped is called so too; no call names it among its own errors.
    private static readonly Dictionary<string, StatusCode> s_codes = Enum.GetValues<StatusCode>()
        .Where(code => code != StatusCode.OK).ToDictionary(code => Capital().Replace(code.ToString(), "_$0").ToUpperInvariant());

    private static readonly Dictionary<string, IReadOnlySet<StatusCode>> s_named = Read();

    /// <summary>Each call, as <c>TrainingService/GetRun</c>, with the errors that it names itself.</summary>
    public static IEnumerable<(string Call, StatusCode Code)> Named =>
        s_named.Where(entry => entry.Key.Contains('/', StringComparison.Ordinal)).SelectMany(entry => entry.Value.Select(code => (entry.Key, code)));

    /// <summary>The errors that every call of every public service has.</summary>
    public static IReadOnlySet<StatusCode> OfEveryCall => s_named["TrainingService"];

    /// <summary>Everything that a call may be answered with, OK apart.</summary>
    public static bool Allows(string call, StatusCode code) =>
        s_named[call].Contains(code) || (call.StartsWith(WorkerService, StringComparison.Ordinal) ? s_named[WorkerService] : OfEveryCall).Contains(code);

    private static Dictionary<string, IReadOnlySet<StatusCode>> Read()
    {
        var named = new Dictionary<string, IReadOnlySet<StatusCode>>();
        var assembly = typeof(ContractText).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("contract/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var (comment, service) = (new StringBuilder(), "");
            while (reader.ReadLine() is { } line)
            {
                if (line.TrimStart() is ['/', '/', .. var text])
                {
                    comment.Append(text).Append(' ');
                    continue;
                }

                if (Service().Match(line) is { Success: true } found) named[service = found.Groups[1].Value] = CodesIn(comment.ToString());
                if (Call().Match(line) is { Success: true } call) named[$"{service}/{call.Groups[1].Value}"] = CodesIn(comment.ToString());
                comment.Clear();
            }
        }

        return named;
    }

    private static HashSet<StatusCode> CodesIn(string comment)
    {
        var begin = comment.IndexOf("Errors:", StringComparison.Ordinal);
        if (begin < 0) return [];
        var end = comment.IndexOf("Limits:", begin, StringComparison.Ordinal);
        return [.. Word().Matches(comment[begin..(end < 0 ? comment.Length : end)]).Select(word => word.Value).Where(s_codes.ContainsKey).Select(word => s_codes[word])];
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();

    [GeneratedRegex("[A-Z_]{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^service (\w+) \{", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    [GeneratedRegex(@"^  rpc (\w+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
