// The smallest token endpoint on Kestrel. It compares the client's credentials, signs one ES256 JWT and answers. It has no routing, no parsing and
// no stores. The time that a full server needs beyond this one is the time of its own code.
using Tollgate.Floor;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(args[0]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
app.Run(new TokenAnswer(args[0]).WriteAsync);
app.Run();
