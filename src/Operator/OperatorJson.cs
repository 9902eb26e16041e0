using System.Text.Json.Serialization;
using Tollgate.Operator.Applications;
using Tollgate.Operator.Clients;
using Tollgate.Operator.Consents;
using Tollgate.Operator.Issuers;
using Tollgate.Operator.Keys;
using Tollgate.Operator.Registration;
using Tollgate.Operator.Sessions;
using Tollgate.Operator.Users;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator;

/// <summary>The JSON output of the commands, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(AuditDocument[]))]
[JsonSerializable(typeof(ClientDocument))]
[JsonSerializable(typeof(ClientDocument[]))]
[JsonSerializable(typeof(ConsentDocument[]))]
[JsonSerializable(typeof(IssuerDocument))]
[JsonSerializable(typeof(IssuerDocument[]))]
[JsonSerializable(typeof(KeyDocument[]))]
[JsonSerializable(typeof(ListedTokenDocument[]))]
[JsonSerializable(typeof(RegistrationTokenDocument))]
[JsonSerializable(typeof(RequestDocument))]
[JsonSerializable(typeof(RequestDocument[]))]
[JsonSerializable(typeof(SessionDocument[]))]
[JsonSerializable(typeof(UserDocument))]
[JsonSerializable(typeof(UserDocument[]))]
[JsonSerializable(typeof(WorkspaceDocument))]
[JsonSerializable(typeof(WorkspaceDocument[]))]
internal sealed partial class OperatorJson : JsonSerializerContext;
