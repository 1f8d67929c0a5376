using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue.Sqlite;
using TrainRecorder.Service.Tests.Infrastructure;

namespace TrainRecorder.Service.Tests.Endpoints;

public sealed class FaultInterceptorTests
{
    [Fact]
    public async Task Call_WhileTheStoreIsBroken_IsUnavailableWithoutAWordOfItsInside()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        // What goes on behind the calls may look into the store meanwhile, too.
        foreach (var logged in new[] { 900, 901, 902, 904, 20102, 10100 }) service.Errors.Expect(logged);
        await service.Catalogue.ChangeAsync(async change => await change.Rows.Database.ExecuteSqlRawAsync("ALTER TABLE Runs RENAME TO Hidden"), CancellationToken.None);

        var fault = await service.GetAsync(run.Name).IsRefusedAsync(StatusCode.Unavailable);

        Assert.DoesNotContain("table", fault.Status.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", fault.Status.Detail, StringComparison.Ordinal);
        await service.Catalogue.ChangeAsync(async change => await change.Rows.Database.ExecuteSqlRawAsync("ALTER TABLE Hidden RENAME TO Runs"), CancellationToken.None);
        await service.GetAsync(run.Name);
    }

    [Theory]
    [InlineData(5, "Busy")]
    [InlineData(6, "Busy")]
    [InlineData(13, "Full")]
    [InlineData(11, "Damaged")]
    [InlineData(26, "Damaged")]
    [InlineData(14, "Broken")]
    public void Explain_OfAFaultOfSqlite_SaysWhatItMeans(int code, string expected)
    {
        var provider = new SqliteCatalogue("x.db");
        Assert.Equal(expected, provider.Explain(new SqliteException("x", code)).ToString());
        Assert.Equal(expected, provider.Explain(new DbUpdateException("x", new SqliteException("x", code))).ToString());
        Assert.Null(provider.Explain(new IOException()));
    }

    [Fact]
    public async Task Catalogue_IsDurable_AndItsMigrationsAreComplete()
    {
        await using var service = await TestService.StartAsync();
        var (journal, synchronous, pending) = await service.Catalogue.ReadAsync(
            async rows => (
                (await rows.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync()).Single(),
                (await rows.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync()).Single(),
                rows.Database.HasPendingModelChanges()),
            CancellationToken.None);

        Assert.Equal(("wal", 2, false), (journal, synchronous, pending));
    }

    [Fact]
    public async Task Change_ThatThrows_ChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var before = await service.GetAsync(run.Name);

        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Catalogue.ChangeAsync<int>(
            async change =>
            {
                var row = await change.Rows.Runs.SingleAsync();
                row.StateReason = "half";
                change.RunChanged(row);
                await change.Rows.SaveChangesAsync();
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        Assert.Equal(before, await service.GetAsync(run.Name));
    }
}
