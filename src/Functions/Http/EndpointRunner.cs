using System.Globalization;
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
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Http;

/// <summary>
/// Runs every request: checks the method, reads the request, calls the endpoint, writes the answer. Faults are caught only here.
/// A fault is logged under the invocation's id, and the caller learns only that id.
/// </summary>
/// <remarks>
/// Function methods take the request alone. A parameter of type CancellationToken would be bound by its name from the query
/// first, which lets any caller make the invocation fail.
/// </remarks>
public sealed class EndpointRunner(IWorkspaceStore workspaces, TollgateSettings settings, ILogger<EndpointRunner> logger)
{
    /// <summary>The time limit of a request, whatever the tables and the vault do. Clients give up soon after.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    /// <summary>The workspace of answers that belong to none.</summary>
    private readonly Workspace _nowhere = settings.UsualWorkspace(Workspace.DefaultName);

    public Task<HttpResponseData> RunAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint) =>
        RunAsync(request, policy, endpoint, Workspace.DefaultName);

    /// <summary>As <see cref="RunAsync(HttpRequestData, EndpointPolicy, IEndpoint)"/>, in the workspace that the address names.</summary>
    public Task<HttpResponseData> RunInWorkspaceAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint) =>
        RunAsync(request, policy, endpoint, RequestReader.AddressOf(request) is { } address ? NameIn(address) : null);

    private static string NameIn(Uri address) => WorkspaceAddress.NameIn(address.AbsolutePath) is var name && name != Workspace.DefaultName ? name : "";

    private async Task<HttpResponseData> RunAsync(HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint, string? name)
    {
        var response = request.CreateResponse();
        CommonHeaders.Write(response, policy, _nowhere.IsHttps);
        if (!policy.IsPage && request.Method.Equals("OPTIONS", StringComparison.OrdinalIgnoreCase))
        {
            response.StatusCode = HttpStatusCode.NoContent;
            CommonHeaders.WritePreflight(response, policy);
        }
        else if (!policy.Takes(request.Method))
            ResponseWriter.WriteMethodNotAllowed(request, response, _nowhere, policy);
        else
        {
            var (workspace, result) = await AnswerAsync(request, policy, endpoint, name, request.FunctionContext.CancellationToken);
            ResponseWriter.Write(request, response, workspace, policy.IsPage ? AsPage(result) : result);
        }

        return response;
    }

    private async ValueTask<(Workspace Workspace, EndpointResult Result)> AnswerAsync(
        HttpRequestData request, EndpointPolicy policy, IEndpoint endpoint, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return (_nowhere, new FailureResult(RequestReader.NoAddress));
        Workspace? workspace = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            workspace = await workspaces.FindAsync(name, patience.Token);
            if (workspace is null)
                return (_nowhere, new NotFoundResult("There is no such workspace at this server."));
            var read = await RequestReader.ReadAsync(request, policy, endpoint.Path, workspace, patience.Token);
            var result = read.IsError
                ? new FailureResult(read.Error)
                : await endpoint.HandleAsync(read.Value, patience.Token);
            Log(request, result);
            return (workspace, result);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (workspace ?? _nowhere, Fault(request, exception));
        }
    }

    private void Log(HttpRequestData request, EndpointResult result)
    {
        if (result.Warning is { } warning)
            logger.LogWarning("{Function}: {Warning}", NameOf(request), warning);
        var error = result is FailureResult failure ? failure.Error : result is PageResult { Page: ErrorPage page } ? page.Error : null;
        // A waiting device is not worth a line: it polls every few seconds.
        if (error is not null && error.Code != ErrorCodes.AuthorizationPending)
            logger.LogInformation(
                "{Function} refused: {Error} {Description} {Detail}", NameOf(request), error.Code, error.Description, OnOneLine(error.Detail));
    }

    /// <summary>Text of a caller must neither look like a log line of its own nor reverse the direction of the text beside it.</summary>
    private static string OnOneLine(string? detail) => detail is null ? "" : string.Create(detail.Length, detail, static (line, text) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = IsShown(text[i]) ? text[i] : ' ';
    });

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static EndpointResult AsPage(EndpointResult result) => result switch
    {
        FailureResult { Error: var error } => new PageResult(new ErrorPage(error)) { Cookies = result.Cookies },
        NotFoundResult nothing => new PageResult(new ErrorPage(OAuthError.InvalidRequest(nothing.Description)) { IsNotFound = true }),
        _ => result,
    };

    private FailureResult Fault(HttpRequestData request, Exception exception)
    {
        var id = request.FunctionContext.InvocationId;
        if (exception is NoSigningKeyException)
            // The keys have logged the reason once as an error. One error for each request would bury it.
            logger.LogWarning("{Function} cannot sign, correlation id {CorrelationId}: {Reason}", NameOf(request), id, exception.Message);
        else
            logger.LogError(exception, "{Function} failed, correlation id {CorrelationId}", NameOf(request), id);
        return new FailureResult(IsPassing(exception)
            ? OAuthError.TemporarilyUnavailable($"The server cannot answer just now. Correlation id {id}.")
            : OAuthError.ServerError($"The server met an unexpected condition. Correlation id {id}."));
    }

    /// <summary>
    /// Throttling, outages of the tables and the vault, and missing keys that an operator can restore. The same request may
    /// succeed soon.
    /// </summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or TimeoutException or AuthenticationFailedException => true,
        // The caller has not cancelled, so this is one try that took longer than the client library allows.
        OperationCanceledException => true,
        NoSigningKeyException or SigningKeyClosedException => true,
        AggregateException { InnerExceptions: var all } => all.All(IsPassing),
        _ => false,
    };

    private static string NameOf(HttpRequestData request) => request.FunctionContext.FunctionDefinition.Name;
}
