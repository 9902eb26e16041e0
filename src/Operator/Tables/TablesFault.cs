using System.Data.Common;
using Azure;
using Azure.Identity;
using Tollgate.Functions.Tables;

namespace Tollgate.Operator.Tables;

/// <summary>Describes a fault of the tables: what happened and what to check.</summary>
internal static class TablesFault
{
    /// <summary>Null for an exception that the tables did not cause.</summary>
    public static string? Describe(Exception exception, TablesLocation location) => exception switch
    {
        // Azure's pipeline reports all its attempts in one exception. The last attempt describes the fault.
        AggregateException { InnerExceptions: [.., var last] } => Describe(last, location),
        CredentialUnavailableException =>
            $"You are not signed in to Azure: run az login (or azd auth login), then try {location.Description} again.",
        AuthenticationFailedException failure =>
            $"The sign-in to Azure failed: run az login again. {FirstLine(failure.Message)}",
        RequestFailedException failure => Describe(failure, location),
        NewerRowException => $"A newer version has written rows at {location.Description}: update the operator command first.",
        DbException or IOException or UnauthorizedAccessException when location is TablesLocation.EmbeddedFile =>
            $"Cannot use {location.Description}: {FirstLine(exception.Message)}",
        _ => null,
    };

    private static string Describe(RequestFailedException failure, TablesLocation location) => failure.Status switch
    {
        0 => $"Cannot reach {location.Description}: check the address, the network, and whether it runs. {FirstLine(failure.Message)}",
        401 or 403 when location is TablesLocation.Service =>
            $"No permission at {location.Description} ({Code(failure)}). "
            + "Check with az account show that you are signed in to the right tenant (else az login). Check that you have the role Storage Table Data "
            + "Contributor (a new assignment takes some minutes), and that the firewall admits you.",
        401 or 403 => $"No permission at {location.Description} ({Code(failure)}). "
            + "Check the name and the key in the connection string, and that the account allows shared keys.",
        404 when failure.ErrorCode == "TableNotFound" =>
            $"The tables are missing at {location.Description}. Check the address. The deployment makes the tables (azd provision).",
        _ => $"The request to {location.Description} failed ({Code(failure)}): {FirstLine(failure.Message)}",
    };

    private static string Code(RequestFailedException failure) =>
        string.IsNullOrEmpty(failure.ErrorCode) ? $"{failure.Status}" : $"{failure.Status} {failure.ErrorCode}";

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
