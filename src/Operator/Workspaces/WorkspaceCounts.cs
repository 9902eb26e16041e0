using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>How much there is in a workspace.</summary>
/// <param name="Others">Rows of other kinds, such as consents.</param>
internal sealed record WorkspaceCounts(int Clients, int Users, int Issuers, int Others)
{
    public bool IsEmpty => this is { Clients: 0, Users: 0, Issuers: 0, Others: 0 };

    public string Text => $"{PlainText.Count(Clients, "client")}, {PlainText.Count(Users, "user")} and {PlainText.Count(Issuers, "trusted issuer")}";
}
