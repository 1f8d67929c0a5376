using TrainRecorder.Client.Commands;
using TrainRecorder.Client.Output;

var isInteractive = !Console.IsOutputRedirected && !Console.IsErrorRedirected;
var terminal = new Terminal(Console.Out, Console.Error, TimeProvider.System, isInteractive);
return await TrainRecorderCommand.RunAsync(args, new CommandContext(terminal, Environment.GetEnvironmentVariable)).ConfigureAwait(false);
