using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Diagnostics;

/// <summary>Lets the rules of a run judge epoch after epoch, and reports a finding when it begins and when it has become clearly worse.</summary>
/// <remarks>One thread at a time, epochs in order. All it knows is in <see cref="Memories"/>, so that a resumed run reports the same.</remarks>
internal sealed class Diagnosis
{
    /// <summary>A finding is over when its rule found nothing so many times in a row.</summary>
    private const int Clean = 5;

    private const int MostUnits = 1_000;

    private readonly IReadOnlyList<Rule> _rules;
    private readonly IReadOnlyList<string> _places;

    /// <summary>For each rule and place: how bad the finding was when last reported (0: there is none), and how often it was not found since.</summary>
    private readonly double[] _open;

    /// <param name="options">In full.</param>
    /// <param name="layers">The layers' names.</param>
    public Diagnosis(V1.Diagnostics options, IEnumerable<string> layers)
    {
        _rules = Rules.Of(options);
        _places = ["", .. layers];
        _open = new double[2 * _rules.Count * _places.Count];
        Memories = [_open, .. _rules.Select(rule => rule.Memory)];
    }

    /// <summary>Rules watch.</summary>
    public bool IsOn => _rules.Count > 0;

    /// <summary>All that is kept from epoch to epoch, part of a run's saved state.</summary>
    public IReadOnlyList<double[]> Memories { get; }

    /// <summary>Judges an epoch.</summary>
    /// <param name="epoch">The evidence.</param>
    /// <param name="stop">The finding that is to end the run; null if it goes on.</param>
    /// <returns>What is to be reported.</returns>
    public IReadOnlyList<Finding> Examine(EpochEvidence epoch, out Finding? stop)
    {
        List<Finding> findings = [];
        stop = null;
        for (var r = 0; r < _rules.Count; r++)
        {
            var rule = _rules[r];
            if (!rule.IsDue(epoch)) continue;
            var found = rule.Measure(epoch).ToDictionary(measurement => measurement.Layer, StringComparer.Ordinal);
            for (var p = 0; p < _places.Count; p++)
            {
                var open = _open.AsSpan(2 * ((r * _places.Count) + p), 2);
                if (!found.TryGetValue(_places[p], out var measurement))
                {
                    if (open[0] > 0 && ++open[1] >= Clean) open.Clear();
                    continue;
                }
                open[1] = 0;
                if (open[0] > 0 && !(measurement.Severity > open[0] && measurement.Severity >= rule.Worse * open[0])) continue;
                open[0] = measurement.Severity;
                var finding = Report(rule, epoch.Epoch, measurement);
                findings.Add(finding);
                if (rule.Stops) stop ??= finding;
            }
        }
        return findings;
    }

    /// <summary>Why a run ends with a finding, a sentence or two for people.</summary>
    public static string Reason(Finding finding) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped by rule {finding.Rule} at epoch {finding.Epoch}{(finding.Layer.Length > 0 ? $" in layer {finding.Layer}" : "")} ({finding.Value:G4}, threshold {finding.Threshold:G4}). {finding.Advice}");

    private static Finding Report(Rule rule, int epoch, Measurement measurement)
    {
        var finding = new Finding
        {
            Rule = rule.Name,
            Epoch = epoch,
            Layer = measurement.Layer,
            Value = measurement.Value,
            Threshold = measurement.Threshold,
            Advice = rule.Advice,
        };
        finding.Units.AddRange(measurement.Units.Take(MostUnits));
        return finding;
    }
}
