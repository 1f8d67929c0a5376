using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Sqlite;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>The real catalogue, on a disk that fails when the test says so.</summary>
internal sealed class FaultyCatalogue : DbCommandInterceptor, ICatalogueProvider
{
    public const int Busy = 5;
    public const int Damaged = 11;
    public const int Full = 13;

    private SqliteCatalogue? _real;

    /// <summary>The result code of SQLite that every command ends with from now on; 0: none.</summary>
    public int Fault { get; set; }

    /// <summary>Gives a service a catalogue that can fail, and expects what is logged of it: by calls, and by what goes on behind them.</summary>
    public static void In(TestSetUp setUp)
    {
        setUp.Catalogue = new FaultyCatalogue();
        foreach (var logged in new[] { 900, 901, 902, 904, 20102, 10100 }) setUp.Errors.Expect(logged);
    }

    /// <summary>The same, on the file of a service.</summary>
    public FaultyCatalogue On(string file)
    {
        _real = new SqliteCatalogue(file);
        return this;
    }

    public void Configure(DbContextOptionsBuilder options)
    {
        _real!.Configure(options);
        options.AddInterceptors(this);
    }

    public StoreFault? Explain(Exception fault) => _real!.Explain(fault);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        Fault == 0 ? ValueTask.FromResult(result) : throw new SqliteException($"SQLite Error {Fault}", Fault);
}
