using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security.Tokens;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Settings.Help);
    return 0;
}

if (args is ["--version"])
{
    Console.WriteLine(typeof(Settings).Assembly.GetName().Version?.ToString(3));
    return 0;
}

if (args is ["token", "--help" or "-h"])
{
    Console.WriteLine(TokenCommand.Help);
    return 0;
}

try
{
    if (args is ["token", .. var words])
    {
        var (command, flags) = TokenCommand.Split(words);
        TokenCommand.Run(command, Read(flags), Console.Out, TimeProvider.System);
        return 0;
    }

    var options = Read(args);
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

static ServiceOptions Read(IReadOnlyList<string> arguments) =>
    SettingsReader.Read(arguments, Environment.GetEnvironmentVariables(), Path.Combine(AppContext.BaseDirectory, "appsettings.json"));

// A console's input is read synchronously whatever it is asked, hence a thread of its own.
static Task InputClosedAsync() => Task.Factory.StartNew(
    () => Console.OpenStandardInput().CopyTo(Stream.Null), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
