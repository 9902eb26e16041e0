namespace Tollgate.Functions.Tables;

/// <summary>The tables; infra/modules/storage.bicep makes the same ones.</summary>
public static class TableNames
{
    public const string Clients = "clients";

    public static readonly IReadOnlyList<string> All = [Clients];
}
