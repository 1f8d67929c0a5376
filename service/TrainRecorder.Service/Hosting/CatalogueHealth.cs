using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TrainRecorder.Service.Catalogue;

namespace TrainRecorder.Service.Hosting;

/// <summary>Serving means: the catalogue can be read, and the service is not about to stop.</summary>
internal sealed class CatalogueHealth(RunCatalogue catalogue, Drain drain) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.Begun) return HealthCheckResult.Unhealthy("stopping");
        await catalogue.ReadAsync(rows => rows.Ledger.AnyAsync(cancellationToken), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
