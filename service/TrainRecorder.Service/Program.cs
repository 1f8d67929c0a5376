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
    await (options.StopWithInput ? Task.WhenAny(service.WaitAsync(), InputClosedAsync()) : service.WaitAsync());

    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

// A console's input is read synchronously whatever it is asked, hence a thread of its own.
static Task InputClosedAsync() => Task.Factory.StartNew(
    () => Console.OpenStandardInput().CopyTo(Stream.Null), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
