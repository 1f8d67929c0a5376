using TrainRecorder.Recording.Tests;
using TrainRecorder.Recording.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;

// Called by KillTests as `EndlessWriter FOLDER ATTEMPT FIRST`: writes until it is killed. Otherwise: the tests.
return args is [nameof(EndlessWriter), string folder, string attempt, string first]
    ? await EndlessWriter.RunAsync(folder, attempt, first)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
