using System.Data.Common;
using System.Security.Cryptography;
using Azure;
using Microsoft.AspNetCore.Connections;
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
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    Console.Error.WriteLine("Another program listens at this address already. --urls takes another one, such as --urls http://127.0.0.1:7072.");
    return 1;
}
catch (Exception exception) when (exception is InvalidOperationException or IOException or ArgumentException or FormatException
    or RequestFailedException or AggregateException or DbException or CryptographicException)
{
    // A developer needs a sentence about a mistake and not a stack trace.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
