using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Tollgate.ResourceServer;

/// <summary>
/// Adds DPoP (RFC 9449 §7) to the bearer middleware: a token with a <c>cnf</c> claim needs the scheme DPoP and a proof, and a token without
/// one needs the scheme Bearer.
/// </summary>
/// <param name="address">The public address of this API. The proof names it, so it comes from the configuration and not from the Host header.</param>
internal sealed class SenderConstrainedEvents(string address) : JwtBearerEvents
{
    private const string Scheme = "DPoP ";

    public override Task MessageReceived(MessageReceivedContext context)
    {
        // The middleware itself reads the scheme Bearer only.
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            context.Token = authorization[Scheme.Length..].Trim();
        return Task.CompletedTask;
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var request = context.Request;
        var token = (JsonWebToken)context.SecurityToken;
        var isDpop = request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        if (!token.TryGetPayloadValue<JsonElement>("cnf", out var confirmation))
        {
            if (isDpop)
                context.Fail("The access token is not bound to a key.");
        }
        else if (!confirmation.TryGetProperty("jkt", out var thumbprint) || !isDpop)
        {
            context.Fail("The access token is bound to a key, and the request does not prove the key.");
        }
        else if (await DpopProof.ProblemAsync(request, address, token.EncodedToken, thumbprint.GetString()!) is { } problem)
        {
            context.Fail(problem);
        }
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.Response.Headers.Append("WWW-Authenticate", $"DPoP algs=\"{string.Join(' ', DpopProof.Algorithms)}\"");
        return Task.CompletedTask;
    }
}
