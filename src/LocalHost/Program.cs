using System.Data.Common;
using Azure;
using Tollgate.LocalHost.Hosting;

try
{
    if (LocalHostOptions.Read(args) is not { } options)
    {
        Console.WriteLine(LocalHostOptions.Usage);
        return 0;
    }

    await using var host = await LocalHostServer.StartAsync(options);
    Console.WriteLine(Banner.Text(host));
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or IOException or ArgumentException or FormatException
    or RequestFailedException or AggregateException or DbException)
{
    // A mistake of the developer is reported in a sentence, not in a stack trace.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
