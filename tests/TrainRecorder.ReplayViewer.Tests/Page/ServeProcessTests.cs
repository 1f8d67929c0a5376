using System.Diagnostics;
using System.Net;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary><c>replay serve</c> as a person starts it.</summary>
public sealed class ServeProcessTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Serve_Started_PrintsItsAddressAndServesThePage()
    {
        PageFiles.Need();
        using Process replay = ReplayProgram.Start("serve", recordings.Sealed, "--no-open");
        try
        {
            string line = await replay.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_longest) ?? "";
            Assert.Matches(@"^http://127\.0\.0\.1:\d+/ \(Ctrl\+C stops it\)$", line);
            using HttpClient client = new() { Timeout = s_longest };
            using HttpResponseMessage response = await client.GetAsync(line.Split(' ')[0], TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            replay.Kill(entireProcessTree: true);
            await replay.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_longest);
        }
    }
}
