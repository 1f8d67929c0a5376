using System.CommandLine;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary><c>--output</c> of a command that makes one still picture.</summary>
internal static class StillOption
{
    public static Option<string> Create()
    {
        Option<string> option = new("--output", "-o")
        {
            Description = "The picture: .png, .jpg, .webp, .svg or .pdf.",
            HelpName = "OUT",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            try
            {
                PictureFormats.Of(result.Tokens[^1].Value);
            }
            catch (UsageException error)
            {
                result.AddError(error.Message);
            }
        });
        return option;
    }
}
