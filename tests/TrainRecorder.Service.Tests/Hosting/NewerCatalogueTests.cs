using Microsoft.Data.Sqlite;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Tests.Infrastructure;

namespace TrainRecorder.Service.Tests.Hosting;

public sealed class NewerCatalogueTests
{
    [Fact]
    public async Task Start_OnAFolderOfANewerVersion_IsRefusedInOneLineAndTouchesNothing()
    {
        await using var service = await TestService.StartAsync();
        await using (var catalogue = new SqliteConnection($"Data Source={service.Host.Data.Catalogue}"))
        {
            await catalogue.OpenAsync();
            using var newer = catalogue.CreateCommand();
            newer.CommandText = "insert into __EFMigrationsHistory values ('29990101000000_Later', '99.0')";
            await newer.ExecuteNonQueryAsync();
        }

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => service.RestartAsync());

        Assert.Contains("29990101000000_Later", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Directory.Delete(service.Host.Data.Root, recursive: true);
    }
}
