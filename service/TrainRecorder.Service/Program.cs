using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Settings.Help);
    return 0;
}

try
{
    var options = SettingsReader.Read(args, Environment.GetEnvironmentVariables(), Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
    await using var service = await ServiceHost.StartAsync(options);
    // The one line of the output stream: whoever started the service waits for it.
    Console.WriteLine($"TrainRecorder listens on {service.Address.GetLeftPart(UriPartial.Authority)}, data in {service.Data.Root}");
    await service.WaitAsync();

    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
