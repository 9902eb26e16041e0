using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Events;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Http;

/// <summary>
/// Runs every request: checks the method, reads the request, calls the endpoint, renders its page, writes the answer. Faults are
/// caught only here.
/// A fault is logged under the invocation's id, and the caller learns only that id.
/// </summary>
/// <remarks>
/// Function methods take the request alone. The worker would first look for a parameter of type CancellationToken in the query, by its
/// name. Any caller could then make the invocation fail.
/// </remarks>
public sealed class EndpointRunner(IWorkspaceStore workspaces, TollgateSettings settings, PageAnswers pages, ILogger<EndpointRunner> logger)
{
    /// <summary>The time limit of a request, even if the tables or the vault do not answer. Clients stop waiting soon after this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    private static NotFoundResult NothingAt(string name) =>
        new(name.Length == 0 ? "There is nothing at this address of the server." : "There is no such workspace at this server.");

    private static FailureResult MethodNotAllowed => new(OAuthError.InvalidRequest("The endpoint does not take this HTTP method."));

    private static readonly AbsentEndpoint Nothing = new();

    /// <summary>The workspace for answers that belong to no workspace.</summary>
    private readonly Workspace _nowhere = settings.UsualWorkspace(Workspace.DefaultName);

    public Task<HttpResponseData> RunAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint) =>
        RunAsync(request, policy, endpoint, Workspace.DefaultName);

    /// <summary>As <see cref="RunAsync(HttpRequestData, EndpointPolicy, IEndpoint)"/>, in the workspace that the address names.</summary>
    public Task<HttpResponseData> RunInWorkspaceAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint) =>
        RunAsync(request, policy, endpoint, RequestReader.AddressOf(request) is { } address ? NameIn(address) : null);

    /// <summary>Answers at an address without an endpoint. It reads neither the body nor a workspace, so the requests of bots cost no table read.</summary>
    public Task<HttpResponseData> RunNowhereAsync(HttpRequestData request) =>
        RunAsync(request, IsForPerson(request) ? EndpointPolicy.NoPage : EndpointPolicy.NoDocument, Nothing, "");

    /// <summary>
    /// Whether to answer with a page. Browsers accept HTML. A preflight request also gets a page, without CORS headers: scripts may call
    /// nothing here.
    /// </summary>
    private static bool IsForPerson(HttpRequestData request) =>
        request.Method.Equals("OPTIONS", StringComparison.OrdinalIgnoreCase)
        || (RequestReader.TryHeader(request, "Accept", out var accept) && accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    private static string NameIn(Uri address) => WorkspaceAddress.NameIn(address.AbsolutePath) is var name && name != Workspace.DefaultName ? name : "";

    private async Task<HttpResponseData> RunAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint, string? name)
    {
        var response = request.CreateResponse();
        CommonHeaders.Write(response, policy, _nowhere.IsHttps);
        if (!policy.IsPage && request.Method.Equals("OPTIONS", StringComparison.OrdinalIgnoreCase))
        {
            response.StatusCode = HttpStatusCode.NoContent;
            CommonHeaders.WritePreflight(request, response, policy);
            return response;
        }

        ResponseWriter.Write(request, response, await AnswerAsync(request, policy, endpoint, name, request.FunctionContext.CancellationToken));
        if (!policy.Takes(request.Method))
            ResponseWriter.WriteMethodNotAllowed(response, policy);
        return response;
    }

    private async ValueTask<Answer> AnswerAsync(
        HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint, string? name, CancellationToken cancellationToken)
    {
        var workspace = _nowhere;
        var parameters = ParameterSet.Empty;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (!policy.Takes(request.Method))
                return Complete(request, policy, parameters, workspace, MethodNotAllowed);
            if (name is null)
                return Complete(request, policy, parameters, workspace, new FailureResult(RequestReader.NoAddress));
            if (await workspaces.FindAsync(name, patience.Token) is not { } found)
                return Complete(request, policy, parameters, workspace, NothingAt(name));
            workspace = found;
            var read = await RequestReader.ReadAsync(request, policy, endpoint.Path, workspace, settings.TrustedProxy, patience.Token);
            parameters = read.IsError ? ParameterSet.Empty : read.Value.Parameters;
            var result = read.IsError
                ? new FailureResult(read.Error)
                : await endpoint.HandleAsync(read.Value, patience.Token);
            Log(request, result);
            return Complete(request, policy, parameters, workspace, result);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = Fault(request, exception);
            try
            {
                return Complete(request, policy, parameters, workspace, failure);
            }
            catch (Exception second)
            {
                // The page of the error fails too, so the error goes out as JSON.
                logger.LogError(second, "{Function} cannot show its error page", NameOf(request));
                return new Answer(workspace, failure);
            }
        }
    }

    private Answer Complete(HttpRequestData request, EndpointPolicy policy, ParameterSet parameters, Workspace workspace, EndpointResult result) =>
        policy.IsPage ? pages.Complete(request, parameters, workspace, result) : new Answer(workspace, result);

    private void Log(HttpRequestData request, EndpointResult result)
    {
        if (result.Warning is { } warning)
            logger.LogWarning(LogEventIds.RequestNoted, "{Function}: {Warning}", NameOf(request), warning);
        var error = result is FailureResult failure ? failure.Error : result is PageResult { Page: ErrorPage page } ? page.Error : null;
        // A waiting device gets no line, because it polls every few seconds.
        if (error is not null && error.Code != ErrorCodes.AuthorizationPending)
            logger.LogInformation(
                LogEventIds.RequestRefused,
                "{Function} refused: {Error} {Description} {Detail}",
                NameOf(request), error.Code, error.Description, LogText.OnOneLine(error.Detail));
    }

    private FailureResult Fault(HttpRequestData request, Exception exception)
    {
        var id = request.FunctionContext.InvocationId;
        if (exception is NoSigningKeyException)
            // The keys have logged the reason once as an error. One error for each request would bury it.
            logger.LogWarning(
                LogEventIds.RequestWithoutKey, "{Function} cannot sign, correlation id {CorrelationId}: {Reason}", NameOf(request), id, exception.Message);
        else
            logger.LogError(LogEventIds.RequestFailed, exception, "{Function} failed, correlation id {CorrelationId}", NameOf(request), id);
        return new FailureResult(IsPassing(exception)
            ? OAuthError.TemporarilyUnavailable($"The server cannot answer just now. Correlation id {id}.")
            : OAuthError.ServerError($"The server met an unexpected condition. Correlation id {id}."));
    }

    /// <summary>
    /// Whether the same request may succeed soon. Such faults are throttling, outages of the tables and the vault, missing keys that an
    /// operator can restore, and rows that a newer instance understands.
    /// </summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or TimeoutException or AuthenticationFailedException => true,
        // The caller has not cancelled, so a time limit ended the request: Patience, or the limit of a client library.
        OperationCanceledException => true,
        NoSigningKeyException or SigningKeyClosedException or NewerRowException => true,
        AggregateException { InnerExceptions: var all } => all.All(IsPassing),
        _ => false,
    };

    private static string NameOf(HttpRequestData request) => request.FunctionContext.FunctionDefinition.Name;
}
