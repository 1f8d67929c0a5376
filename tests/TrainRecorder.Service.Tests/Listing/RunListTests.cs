using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Listing;

public sealed class RunListTests
{
    private static async Task<List<string>> ListAsync(TestService service, string filter = "", string order = "", int size = 2)
    {
        var names = new List<string>();
        var request = new ListRunsRequest { Filter = filter, OrderBy = order, PageSize = size };
        do
        {
            var page = await service.Training.ListRunsAsync(request).Soon();
            names.AddRange(page.Runs.Select(run => run.Job.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return names;
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync();
        foreach (var (name, priority, epochs) in new[] { ("cherry", 0, 1), ("apple", 5, 2), ("Banana", 5, 3), ("date", -1, 4), ("apple", 0, 5) })
        {
            var job = Jobs.Xor(epochs);
            job.Name = name;
            await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job, Priority = priority }).Soon();
        }

        return service;
    }

    [Fact]
    public async Task ListRuns_InEveryOrder_PagesShowEachRunOnce()
    {
        await using var service = await StartAsync();

        Assert.Equal(["apple", "date", "Banana", "apple", "cherry"], await ListAsync(service));
        Assert.Equal(["cherry", "apple", "Banana", "date", "apple"], await ListAsync(service, order: "create_time asc"));
        Assert.Equal(["Banana", "apple", "apple", "cherry", "date"], await ListAsync(service, order: "priority desc"));
        Assert.Equal(["date", "apple", "cherry", "Banana", "apple"], await ListAsync(service, order: "priority", size: 1));
        Assert.Equal(["Banana", "apple", "apple", "cherry", "date"], await ListAsync(service, order: "job.name"));
        Assert.Equal(["date", "cherry", "apple", "apple", "Banana"], await ListAsync(service, order: "job.name desc", size: 1));
        Assert.Equal(5, (await ListAsync(service, order: "estimate.recording_bytes desc", size: 1)).Count);
        Assert.Equal(5, (await ListAsync(service, order: "recording.bytes asc", size: 1)).Count);
    }

    [Theory]
    [InlineData("job.name = apple", 2)]
    [InlineData("job.name : \"AN\"", 1)]
    [InlineData("job.name != apple", 3)]
    [InlineData("job.name < \"b\"", 3)]
    [InlineData("priority >= 0 AND job.name = date OR job.name = apple", 2)]
    [InlineData("NOT priority >= 0", 1)]
    [InlineData("-(priority > 0)", 3)]
    [InlineData("state = QUEUED OR state = STARTING OR state = RUNNING", 5)]
    [InlineData("state != QUEUED AND state != STARTING", 0)]
    [InlineData("recording.state = SEALED", 0)]
    [InlineData("progress.epochs > 2.5", 3)]
    [InlineData("progress.epoch = -1", 5)]
    [InlineData("create_time >= 2026-11-01 AND create_time < 2026-11-02T00:00:00Z", 5)]
    [InlineData("end_time > 2000-01-01", 0)]
    [InlineData("end_time != 2000-01-01", 0)]
    [InlineData("name : \"runs/\" AND retry_of = \"\" AND estimate.parameters = 22 AND estimate.seconds >= 0 AND revision > 0", 5)]
    public async Task ListRuns_WithAFilter_GivesThoseThatPass(string filter, int count)
    {
        await using var service = await StartAsync();

        Assert.Equal(count, (await ListAsync(service, filter, size: 1)).Count);
    }

    [Theory]
    [InlineData("stat = QUEUED", "at character 1: there is no field stat")]
    [InlineData("state = QUEUE", "at character 9: state is one of QUEUED")]
    [InlineData("state < QUEUED", "at character 7: state has no order")]
    [InlineData("priority = high", "at character 12: priority is compared with a number")]
    [InlineData("priority : 1", "at character 10: priority is no text")]
    [InlineData("create_time > yesterday", "at character 15: create_time is compared with a moment")]
    [InlineData("priority > 1 priority < 2", "at character 14")]
    public async Task ListRuns_WithABadFilter_SaysWhere(string filter, string what)
    {
        await using var service = await TestService.StartAsync();

        var fault = await service.Training.ListRunsAsync(new ListRunsRequest { Filter = filter, OrderBy = "size" }).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["filter", "order_by"], fault.Fields());
        Assert.Contains(what, fault.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListRuns_WithATokenOfAnotherFilter_IsRefused()
    {
        await using var service = await StartAsync();
        var token = (await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1, Filter = "priority >= 0" }).Soon()).NextPageToken;

        await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1, PageToken = token }).IsRefusedAsync(StatusCode.InvalidArgument);
        await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1, PageToken = token, Filter = "priority >= 0", OrderBy = "priority" }).IsRefusedAsync(StatusCode.InvalidArgument);
    }
}
