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
    // The host prints the last lines of a worker that ended: the sentence, and not a stack that ends far from it.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
