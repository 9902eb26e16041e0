// The least that a token endpoint on Kestrel can do: compare the client's credentials, sign one ES256 JWT, answer. No routing, no
// parsing, no stores: what a full server spends beside this is its own.
using Tollgate.Floor;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(args[0]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
app.Run(new TokenAnswer(args[0]).WriteAsync);
app.Run();
