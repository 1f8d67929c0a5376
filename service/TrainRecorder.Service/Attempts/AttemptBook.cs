using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Attempts;

/// <summary>
/// The beginning and the end of attempts, in the catalogue. The end is where fencing happens: an attempt that is over commits
/// nothing more.
/// </summary>
internal sealed class AttemptBook(
    RunCatalogue catalogue, LiveWorkers workers, LiveProgress progress, ServiceOptions options, TimeProvider time, ILogger<AttemptBook> logger)
{
    /// <summary>Takes the next run of the queue and begins an attempt at it, if a worker's place is free.</summary>
    /// <param name="now">Runs that may not be tried again by then are passed over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null if nothing waits or no place is free.</returns>
    public async Task<BegunAttempt?> BeginAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = AccessToken.Create();
        var hash = AccessToken.Hash(token);
        var begun = await catalogue.ChangeAsync(
            async change =>
            {
                if (await change.Rows.Attempts.CountAsync(row => row.EndTime == null, cancellationToken) >= options.MaxRunning) return null;
                while (await NextAsync(change, now, cancellationToken) is { } run)
                {
                    // The worker may have been lost after the last commit and before it was seen: then nothing is left to do.
                    if (run.CommittedEpoch == run.Epochs)
                    {
                        RunTransition.Apply(change, run, RunTrigger.Complete, "", time.GetUtcNow());
                        await change.Rows.SaveChangesAsync(cancellationToken);
                        continue;
                    }

                    run.Attempt++;
                    run.NotBefore = null;
                    RunTransition.Apply(change, run, RunTrigger.Launch, $"Attempt {run.Attempt} starts.", time.GetUtcNow());
                    change.Rows.Attempts.Add(new AttemptRow { RunId = run.Id, Number = run.Attempt, TokenHash = hash, StartTime = time.GetUtcNow() });
                    var keep = await RunFiles.CommittedAsync(change.Rows, run.Id, cancellationToken);
                    return new BegunAttempt(run.Id, run.Attempt, token, keep);
                }

                return null;
            },
            cancellationToken);
        if (begun is not null) LogMessages.AttemptStarted(logger, begun.RunId, begun.Attempt);
        return begun;
    }

    /// <summary>When the next of the waiting runs may be tried again that may not yet; null if there is none.</summary>
    /// <param name="now">The time that <see cref="BeginAsync"/> was told, which has taken what might be tried by then.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<DateTimeOffset?> NextRetryAsync(DateTimeOffset now, CancellationToken cancellationToken) => catalogue.ReadAsync(
        rows => rows.Runs.Where(run => run.State == RunState.Queued && run.NotBefore > now).MinAsync(run => run.NotBefore, cancellationToken), cancellationToken);

    /// <summary>Remembers the process of an attempt, so that a later service can find or end it.</summary>
    public Task RecordAsync(string runId, int attempt, WorkerIdentity identity, CancellationToken cancellationToken) => catalogue.ChangeAsync(
        change => change.Rows.Attempts.Where(row => row.RunId == runId && row.Number == attempt).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.ProcessId, identity.ProcessId).SetProperty(row => row.ProcessBirth, identity.Birth), cancellationToken),
        cancellationToken);

    /// <summary>The attempts that are not over, with the state of their runs.</summary>
    public Task<List<OpenAttempt>> OpenAsync(CancellationToken cancellationToken) => catalogue.ReadAsync(
        rows => (from attempt in rows.Attempts
                 where attempt.EndTime == null
                 join run in rows.Runs on attempt.RunId equals run.Id
                 select new OpenAttempt(attempt, run.State)).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>An attempt was lost: the run waits again, or has failed if that happened too often without progress.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">The number of the attempt.</param>
    /// <param name="reason">What happened, a sentence for people.</param>
    /// <param name="counted">False where the worker is not to blame: the service stops.</param>
    public async Task LoseAsync(string runId, int attempt, string reason, bool counted)
    {
        var state = await EndAsync(
            runId,
            attempt,
            AttemptOutcome.Unspecified,
            reason,
            (change, run) =>
            {
                if (counted && !RunLifecycle.IsTerminal(run.State)) CountLoss(run);
                var trigger = run.LostInARow > options.MaxRetries ? RunTrigger.GiveUp : RunTrigger.Lose;
                var explanation = (trigger, run.State) switch
                {
                    (_, RunState.Cancelling) => RunReasons.Cancelled,
                    (RunTrigger.Lose, RunState.Pausing) => $"{RunReasons.Paused} Attempt {attempt} was lost: {reason}",
                    (RunTrigger.GiveUp, _) => $"Given up after {run.LostInARow} lost attempts in a row. The last, attempt {attempt}: {reason}",
                    _ => $"{RunReasons.Waits} Attempt {attempt} was lost: {reason}",
                };
                RunTransition.Apply(change, run, trigger, explanation, time.GetUtcNow());
            });
        if (state is null) return;
        if (counted) LogMessages.AttemptLost(logger, runId, attempt, state.Value, reason);
        else LogMessages.AttemptEnded(logger, runId, attempt, state.Value, reason);
    }

    /// <summary>A cancelled run's worker did not stop by itself: the run is cancelled without it.</summary>
    public async Task KillAsync(string runId, int attempt)
    {
        const string reason = "The worker did not stop in time and was ended.";
        var state = await EndAsync(
            runId, attempt, AttemptOutcome.Unspecified, reason,
            (change, run) => RunTransition.Apply(change, run, RunTrigger.Kill, $"{RunReasons.Cancelled} {reason}", time.GetUtcNow()));
        if (state is not null) LogMessages.AttemptEnded(logger, runId, attempt, state.Value, reason);
    }

    /// <summary>A worker closes its attempt.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">The number of the attempt.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="message">Of a failure: why.</param>
    /// <param name="told">The worker was told to yield; if it was not, ending without progress counts as a loss.</param>
    public async Task CloseAsync(string runId, int attempt, AttemptOutcome outcome, string message, bool told)
    {
        var state = await EndAsync(
            runId,
            attempt,
            outcome,
            outcome == AttemptOutcome.Failed ? message : outcome.ToString(),
            (change, run) =>
            {
                var now = time.GetUtcNow();
                if (RunLifecycle.IsTerminal(run.State)) return;
                if (outcome == AttemptOutcome.Failed)
                {
                    RunTransition.Apply(change, run, RunTrigger.Fail, message, now);
                    return;
                }

                if (!told && run.State is not (RunState.Cancelling or RunState.Pausing)) CountLoss(run);
                var giveUp = run.LostInARow > options.MaxRetries;
                var explanation = run.State switch
                {
                    RunState.Cancelling => RunReasons.Cancelled,
                    _ when giveUp => $"Given up after {run.LostInARow} attempts in a row that committed nothing.",
                    RunState.Pausing => RunReasons.Paused,
                    _ => $"{RunReasons.Waits} Attempt {attempt} yielded.",
                };
                RunTransition.Apply(change, run, giveUp ? RunTrigger.GiveUp : RunTrigger.Yield, explanation, now);
            });
        if (state is not null) LogMessages.AttemptEnded(logger, runId, attempt, state.Value, outcome == AttemptOutcome.Failed ? message : outcome.ToString());
    }

    // The place of the worker is free, and what it may do is over, in the transaction that says what becomes of the run.
    private async Task<RunState?> EndAsync(string runId, int attempt, AttemptOutcome closedAs, string reason, Action<CatalogueChange, RunRow> move)
    {
        (AttemptRow, RunRow)? ended = null;
        var state = await catalogue.ChangeAsync<RunState?>(
            async change =>
            {
                var row = await change.Rows.Attempts.SingleAsync(row => row.RunId == runId && row.Number == attempt);
                if (row.EndTime is not null) return null;
                row.EndTime = time.GetUtcNow();
                row.ClosedAs = closedAs;
                row.EndReason = reason;
                var run = await change.Rows.Runs.SingleAsync(run => run.Id == runId);
                move(change, run);
                change.PlaceFreed();
                ended = (row, run);
                return run.State;
            },
            CancellationToken.None);
        if (ended is var (attemptRow, runRow)) RunSpans.Ended(attemptRow, runRow);
        progress.Forget(runId);
        workers.End(runId, attempt);
        return state;
    }

    private void CountLoss(RunRow run) => run.NotBefore = RetryPauses.Until(++run.LostInARow, options.RetryPause, time.GetUtcNow());

    private static Task<RunRow?> NextAsync(CatalogueChange change, DateTimeOffset now, CancellationToken cancellationToken) =>
        QueuePlaces.InOrder(change.Rows.Runs).FirstOrDefaultAsync(run => run.NotBefore == null || run.NotBefore <= now, cancellationToken);
}

/// <summary>An attempt that has begun, to be launched.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Token">The worker's token, which is kept nowhere else.</param>
/// <param name="Keep">The files of the run's folder that are committed.</param>
internal sealed record BegunAttempt(string RunId, int Attempt, string Token, IReadOnlySet<string> Keep);

/// <summary>An attempt that is not over.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="RunState">The state of its run.</param>
internal sealed record OpenAttempt(AttemptRow Attempt, RunState RunState);
