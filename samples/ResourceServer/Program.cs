using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Tollgate.ResourceServer;

var builder = WebApplication.CreateBuilder(args);
var (issuer, audience) = (Setting("Issuer"), Setting("Audience"));

builder.Services
    .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddJwtBearer(options =>
    {
        // The middleware reads the metadata and the JWK Set of the issuer, and reads them again when a token names an unknown key.
        options.Authority = issuer;
        options.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
        options.MapInboundClaims = false;
        // The JWK Set may be kept for 15 minutes. By default, the middleware keeps it for 12 hours.
        // After a token with an unknown key, the middleware reads it again at most once a minute. The default is 5 minutes.
        options.AutomaticRefreshInterval = TimeSpan.FromMinutes(15);
        options.RefreshInterval = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            // Refuses ID tokens and other JWTs of the same issuer (RFC 9068 §4).
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "sub",
        };
        options.Events = new SenderConstrainedEvents(audience);
    });
builder.Services.AddAuthorizationBuilder()
    // RequireClaim("scope", "notes.read") would compare with the whole text "notes.read notes.write".
    .AddPolicy("notes.read", policy => policy.RequireAssertion(context => HasScope(context.User, "notes.read")));

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/notes", (ClaimsPrincipal user) => new { caller = user.FindFirstValue("client_id"), user = user.FindFirstValue("sub") })
    .RequireAuthorization("notes.read");
app.Run();

string Setting(string name) => builder.Configuration[name] ?? throw new InvalidOperationException($"The setting {name} is missing.");

static bool HasScope(ClaimsPrincipal user, string scope) => user.FindFirstValue("scope")?.Split(' ').Contains(scope) == true;
