// The smallest token endpoint on Kestrel: it compares the client's credentials, signs one ES256 JWT and answers, without routing,
// parsing or stores. All further time of a full server is the server's own.
using Tollgate.Floor;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(args[0]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
app.Run(new TokenAnswer(args[0]).WriteAsync);
app.Run();
