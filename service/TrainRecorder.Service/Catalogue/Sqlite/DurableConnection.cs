using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TrainRecorder.Service.Catalogue.Sqlite;

/// <summary>Makes every connection durable: what is committed survives a loss of power, not only the end of the process.</summary>
internal sealed class DurableConnection : DbConnectionInterceptor
{
    // `journal_mode` is kept in the file, `synchronous` belongs to the connection. Both are set on each: it is cheap, and sure.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

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
