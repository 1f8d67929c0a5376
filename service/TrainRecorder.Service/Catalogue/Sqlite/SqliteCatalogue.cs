using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TrainRecorder.Service.Catalogue.Sqlite;

/// <summary>The catalogue in a SQLite file: embedded, a write-ahead log, synced at every commit.</summary>
/// <param name="file">The database's file.</param>
internal sealed class SqliteCatalogue(string file) : ICatalogueProvider
{
    // Result codes of SQLite, https://www.sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <inheritdoc/>
    public void Configure(DbContextOptionsBuilder options)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 };
        options.UseSqlite(connection.ConnectionString).AddInterceptors(DurableConnection.Instance);
    }

    /// <inheritdoc/>
    public StoreFault? Explain(Exception fault) => (fault as SqliteException ?? fault.InnerException as SqliteException) switch
    {
        null => null,
        { SqliteErrorCode: Busy or Locked } => StoreFault.Busy,
        { SqliteErrorCode: Full } => StoreFault.Full,
        { SqliteErrorCode: Corrupt or NotADatabase } => StoreFault.Damaged,
        _ => StoreFault.Broken,
    };
}
