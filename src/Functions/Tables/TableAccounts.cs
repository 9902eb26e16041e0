using Azure.Data.Tables;

namespace Tollgate.Functions.Tables;

/// <summary>The storage accounts of the deployment. All stores get their tables here, so the account of a row is chosen at one place.</summary>
public sealed class TableAccounts
{
    private readonly IReadOnlyList<TableServiceClient> _accounts;
    private readonly Func<string, int> _accountOf;

    public TableAccounts(TableServiceClient home)
        : this([home], Placement.AccountOf)
    {
    }

    internal TableAccounts(IReadOnlyList<TableServiceClient> accounts, Func<string, int> accountOf) => (_accounts, _accountOf) = (accounts, accountOf);

    /// <summary>A table whose partition keys are ids. Each id says in which account its rows lie.</summary>
    public PlacedTable Table(string name) => new([.. _accounts.Select(account => account.GetTableClient(name))], _accountOf);

    /// <summary>A table whose rows all lie in the home account.</summary>
    public TableClient Home(string name) => _accounts[Placement.Home].GetTableClient(name);

    public static TableAccounts FromTableServiceClient(TableServiceClient home) => new(home);

    /// <summary>Makes the accounts of a deployment that has one account.</summary>
    public static implicit operator TableAccounts(TableServiceClient home) => new(home);
}

/// <summary>One table in all accounts.</summary>
public sealed class PlacedTable
{
    private readonly TableClient[] _accounts;
    private readonly Func<string, int> _accountOf;

    internal PlacedTable(TableClient[] accounts, Func<string, int> accountOf) => (_accounts, _accountOf) = (accounts, accountOf);

    /// <summary>The table in every account, for scans.</summary>
    public IReadOnlyList<TableClient> All => _accounts;

    /// <summary>The table in the account of the id.</summary>
    public TableClient Of(string id) => _accounts[_accountOf(id)];
}
