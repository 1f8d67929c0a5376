using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TrainRecorder.Service.Catalogue.Sqlite;

/// <summary>Makes every connection durable: what is committed survives a loss of power, not only the end of the process.</summary>
internal sealed class DurableConnection : DbConnectionInterceptor
{
    // `journal_mode` is kept in the file, the others belong to the connection. All are set on each: it is cheap, and sure. After a
    // burst of changes the log gives its room back.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216;";

    /// <summary>The one instance.</summary>
    public static DurableConnection Instance { get; } = new();

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
