using Microsoft.Extensions.Logging;
using Tollgate.Domain.Events;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Events;

/// <summary>
/// Writes events into the log. Thefts and acts of operators are warnings, because host.json lets only warnings and errors reach
/// Azure's logs.
/// </summary>
public sealed class LogEvents(ILogger<LogEvents> logger) : IEvents
{
    public bool HearsTokens => logger.IsEnabled(LogLevel.Debug);

    public void Record(DomainEvent happened)
    {
        switch (happened)
        {
            case TokenIssued(var workspace, var clientId, var grantType, var grantId):
                logger.LogDebug(
                    LogEventIds.TokenIssued, "Client {ClientId} of {Workspace} got a token: {GrantType}, grant {GrantId}", clientId, workspace, grantType,
                    grantId);
                break;
            case TokenRefused:
                // EndpointRunner logs every refused request, with its detail.
                break;
            case LaxAudienceUsed(var workspace, var clientId):
                logger.LogWarning(
                    LogEventIds.LaxAudienceUsed,
                    "Client {ClientId} of {Workspace} signed an assertion for the token endpoint. Let it name the issuer, then end --lax-assertion-audience",
                    clientId, workspace);
                break;
            case SignedIn(var workspace, var subject, var acr):
                logger.LogInformation(LogEventIds.SignedIn, "User {Subject} of {Workspace} signed in: {Acr}", LogText.OnOneLine(subject), workspace, acr);
                break;
            case SignInRefused(var workspace, var subject, var reason):
                logger.LogInformation(
                    LogEventIds.SignInRefused, "A sign-in as user {Subject} of {Workspace} was refused: {Reason}", LogText.OnOneLine(subject), workspace,
                    reason);
                break;
            case TheftDetected(var workspace, var clientId, var grantId, var credential):
                logger.LogWarning(
                    LogEventIds.TheftDetected,
                    "Somebody used a credential of client {ClientId} of {Workspace} a second time: {Credential}. Grant {GrantId} is revoked",
                    clientId, workspace, credential, grantId);
                break;
            case KeysUnusable(var reason):
                logger.LogError(LogEventIds.KeysUnusable, reason, "{Reason}", reason.Message);
                break;
            case KeysFailed(var keys, var failure):
                logger.LogWarning(LogEventIds.KeysFailed, failure, "{Keys} could not be read, made or opened", keys);
                break;
            case KeyRowUntrusted(var row, var fault):
                logger.LogError(
                    LogEventIds.KeyRowUntrusted,
                    "The row {Row} of the signing keys {Fault}. It is neither published nor used. Find out who can write to the tables",
                    row, fault);
                break;
            case PrivilegedAct act:
                logger.LogWarning(LogEventIds.PrivilegedAct, Act, LogText.OnOneLine(act.Who), act.Change, act.ClientId, act.Workspace);
                break;
            case ClientAct act:
                logger.LogInformation(LogEventIds.ClientAct, Act, act.Origin, act.Change, act.ClientId, act.Workspace);
                break;
            default:
                throw new InvalidOperationException($"The log does not know {happened.GetType().Name}.");
        }
    }

    private const string Act = "{Who} changed an application: {Change}, client {ClientId} of {Workspace}";
}
