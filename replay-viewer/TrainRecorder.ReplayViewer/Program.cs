using TrainRecorder.ReplayViewer.Commands;

return await ReplayCommand.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
