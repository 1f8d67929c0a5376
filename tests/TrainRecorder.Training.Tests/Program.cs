using TrainRecorder.Training.Tests;

// With this argument the executable is a child process of BitIdentityTests; otherwise it runs the tests.
if (args is [BitIdentityTests.ChildArgument])
{
    Console.WriteLine(await BitIdentityTests.DescribeAsync());
    return 0;
}
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
