using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Catalogue;

/// <summary>
/// The truth of what exists and of what is committed. Reads run side by side; changes one after another, each a transaction.
/// </summary>
/// <remarks>
/// Changes are serialised here, so that within a service none ever meets a lock of the database; revisions are allotted in
/// the changing transaction, and since those commit one after another, whoever sees revision n sees all before it.
/// </remarks>
internal sealed class RunCatalogue(IDbContextFactory<CatalogueContext> contexts, RunSignals signals) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Brings the database to the present schema.</summary>
    /// <exception cref="StartRefusedException">A newer service has used it.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(context.Database.GetMigrations());
        if (unknown.Any()) throw new StartRefusedException("The catalogue was used by a newer version of the service, which this one does not understand. Start that version, or use another data folder.");
        await context.Database.MigrateAsync(cancellationToken);
        if (await context.Ledger.AnyAsync(cancellationToken)) return;
        context.Ledger.Add(new LedgerRow { Id = LedgerRow.TheOne, PageKey = RandomNumberGenerator.GetBytes(32) });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Reads. Rows are not tracked.</summary>
    public async Task<T> ReadAsync<T>(Func<CatalogueContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(context);
    }

    /// <summary>Changes, all or nothing, and durable when it returns; then wakes those who watch the changed runs.</summary>
    /// <param name="change">Runs once, with no other change at the same time. Throwing undoes everything.</param>
    /// <param name="cancellationToken">Stops the wait for the turn and the change, never the commit.</param>
    public async Task<T> ChangeAsync<T>(Func<CatalogueChange, Task<T>> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            // All or nothing: there is no point within a change to go back to.
            context.Database.AutoSavepointsEnabled = false;
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

            var ledger = await context.Ledger.SingleAsync(cancellationToken);
            var batch = new CatalogueChange(context, ledger);
            var result = await change(batch);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);

            foreach (var act in batch.Afterwards) act();
            foreach (var run in batch.Woken) signals.Pulse(run);
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();
}
