using TrainRecorder.V1;

namespace TrainRecorder.Client.Jobs;

/// <summary>What was read of a job's JSON.</summary>
/// <param name="Job">What could be understood. In a list, what could not be is there as the default, so that indices stay.</param>
/// <param name="Violations">Everything that could not be understood.</param>
/// <param name="Incomplete">Paths of messages and lists that are not as the person wrote them, because of a violation inside: what a validator finds there may be our doing.</param>
/// <param name="IsJson">False if the text is not JSON; then <paramref name="Job"/> ends where the fault is.</param>
internal sealed record JobReading(Job Job, IReadOnlyList<Violation> Violations, IReadOnlySet<string> Incomplete, bool IsJson);
