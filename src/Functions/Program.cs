using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Tollgate.Functions;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddTollgate(builder.Configuration);
builder.Build().Run();
