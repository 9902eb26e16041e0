using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Tollgate.Functions;
using Tollgate.Functions.Settings;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.Services.AddTollgate(builder.Configuration);
    builder.Build().Run();
    return 0;
}
catch (SetupException exception)
{
    // The host prints only the last lines of an ended worker. A stack trace would hide the message.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
