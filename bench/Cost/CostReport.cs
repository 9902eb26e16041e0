using System.Globalization;
using System.Text;
using Tollgate.Domain.Keys;

namespace Tollgate.Cost;

/// <summary>Writes docs/cost.md.</summary>
internal sealed class CostReport(PriceList prices, IReadOnlyList<Step> steps)
{
    private static readonly Use[] Uses =
    [
        new("sparse: each request alone", 1), new("busy: 20 requests/s on an instance", 20), new("saturated: 200 requests/s", 200),
    ];

    private readonly Model _model = new(prices);
    private readonly StringBuilder _text = new();

    private Step Token => steps[0];

    private double EcVault => _model.VaultSignatures(Token, true);

    private double RsaVault => _model.VaultSignatures(Token, false);

    private double Unwraps => _model.VaultUnwraps(3000);

    public string Write()
    {
        Line("# Cost");
        Line();
        Line("`dotnet run --project bench/Cost` generates this page; do not edit it. Amounts are in dollars, at list prices of " + prices.Date + ".");
        Line("`bench/Cost/prices.json` has each price with its source. The free grant and telemetry are left out unless a section names them. The table");
        Line("transactions are the ones that the tests count. `bench/Cost/transactions.json` names the test of each.");
        Tokens();
        Steps();
        Others();
        Telemetry();
        Attack();
        Ceilings();
        return _text.ToString();
    }

    private void Tokens()
    {
        Heading("A million tokens by client credentials");
        Line("| use | memory | vault mode, ES256 | vault mode, RS256 | wrapped mode |");
        Line("|---|---|---|---|---|");
        foreach (var use in Uses)
            foreach (var (memory, name) in new[] { (0.5, "512 MB"), (2.0, "2 GB") })
                Line($"| {use.Name} | {name} | {Sum(use, memory, EcVault)} | {Sum(use, memory, RsaVault)} | {Sum(use, memory, Unwraps)} |");
        Line();
        Line($"Of each sum, {Dollars(_model.Executions(Token))} are executions. The vault is {Dollars(EcVault)}, {Dollars(RsaVault)} or {Dollars(Unwraps)}");
        Line("(3,000 cold starts a month, with an unwrap for each algorithm). The rest is execution time.");
        Line();
        Line("In vault mode a new workspace signs access tokens with RS256. Workspaces of earlier versions and the default one keep ES256 until");
        Line("`workspace set NAME --access-token-algorithm RS256`. In wrapped mode access tokens are ES256, which takes less time of the processor.");
        Line();
        Line($"The free grant takes off up to {Dollars(_model.FreeGrant())} a month. A service on 512 MB whose requests come one at a time pays nothing for");
        Line($"execution time up to {prices.FreeGbSeconds.Value / 0.5:N0} requests a month.");
        Line($"{prices.FreeExecutions.Value:N0} executions a month are free.");
        Line();
        Line($"In vault mode each instance in use also lists the versions of each key every {new KeySchedule().Refresh.TotalMinutes:0} minutes. For a key");
        Line($"and an instance that is never idle that is {Dollars(_model.VaultLists(true))} (EC) or {Dollars(_model.VaultLists(false))} (RSA) a month.");
        Line("In wrapped mode the list is a table transaction.");
    }

    private void Steps()
    {
        Heading("A million of each step, 512 MB, 20 requests/s");
        Line("The ID tokens of this table are signed with RS256, as those of new clients are.");
        Line();
        Line("| step | requests | table transactions | signatures | tables | vault mode, ES256 access tokens | vault mode, RS256 | wrapped mode |");
        Line("|---|---|---|---|---|---|---|---|");
        foreach (var step in steps)
            Line($"| {step.Name} | {step.Requests} | {step.Tables} | {step.Signatures} | {Dollars(_model.Tables(step))} | "
                + $"{Dollars(_model.Total(step, 0.5, Uses[1], _model.VaultSignatures(step, true)))} | "
                + $"{Dollars(_model.Total(step, 0.5, Uses[1], _model.VaultSignatures(step, false)))} | {Dollars(_model.Total(step, 0.5, Uses[1], 0))} |");
    }

    private void Others()
    {
        Heading("Beside hosted services");
        Line("| service | a million machine-to-machine tokens | |");
        Line("|---|---|---|");
        var own = _model.Total(Token, 0.5, Uses[0], Unwraps) - _model.FreeGrant();
        Line($"| Tollgate, wrapped mode, 512 MB, one million in a month | {Dollars(own)} | one every 2.6 s: each alone, less the free grant |");
        foreach (var other in prices.Others)
            Line($"| {other.Name} | {Dollars(other.PerMillion)} | {other.Note} |");
    }

    private void Telemetry()
    {
        Heading("Telemetry");
        Line($"At 1.5 KB an item and 5 items a request, the logs of a million requests cost {Dollars(_model.Telemetry(5, 1.5, 1))} unsampled and "
            + $"{Dollars(_model.Telemetry(5, 1.5, 0.05))} at 5 %.");
        Line("Unsampled, that is more than all the rest together. So the deployment samples (`TOLLGATE_SAMPLING_PERCENTAGE`). Audit records are rows of the");
        Line("tables, so sampling drops none.");
        Line();
        Line($"With `TOLLGATE_TABLE_LOGS` (on by default) each write in the tables is a line of 1 KB: {Dollars(_model.Telemetry(1, 1, 1))} for a million.");
        Line("Client credentials write nothing. A refresh writes one row.");
    }

    private void Attack()
    {
        Heading("A million bad requests");
        var bad = steps[^1];
        var (fast, alone) = (_model.Total(bad, 0.5, Uses[2], 0), _model.Total(bad, 0.5, Uses[0], 0));
        Line($"They cost {Dollars(fast)} when they come fast (200/s on an instance), and {Dollars(alone)} when each comes alone.");
        Line("Each costs one table read at most. A malformed request costs none, and neither does one that is repeated within 5 s.");
        Line("A wrong password costs 8 transactions until its throttle closes (more if many come at once), 4 after that, and about 130 ms of hashing.");
        Line("`TOLLGATE_MAXIMUM_INSTANCE_COUNT` bounds the bill.");
    }

    private void Ceilings()
    {
        Heading("Limits, and what to do beyond them");
        Line("| part | limit | tokens a second | beyond it |");
        Line("|---|---|---|---|");
        Line("| one vault, vault mode | 4,000 signatures in 10 s (HSM 2,000) | 400 (200 with an ID token each) | "
            + "wrapped mode; or workspaces with own keys in several vaults, up to 5 times this in a subscription and region |");
        Line("| wrapped mode | the processor | thousands on each core ([performance](performance.md)) | more instances |");
        Line("| one table account | 20,000 transactions/s | no limit for client credentials, 10,000 refreshes | "
            + "several accounts by the first character of the grant's id |");
        Line("| one partition | 2,000 entities/s | no limit: each grant is a partition of its own | |");
        Line("| Flex Consumption | 1,000 instances, 250 cores in a region by quota | | a larger quota, more regions |");
        Line();
        Line("The id of a grant begins with a shard and a day; the rest is random. So grants spread over up to 16 accounts by the first character of the");
        Line($"id, and over more by its first random character. In a simulation with a million ids, the busiest of 4 accounts gets {Spread(4)} of the");
        Line($"mean, and the busiest of 16 gets {Spread(16)}. Several accounts are not built yet: no deployment has come near 10,000 refreshes a second.");
    }

    private static string Spread(int accounts) => SpreadOfKeys.BusiestAccount(accounts).ToString("F3", CultureInfo.InvariantCulture);

    private string Sum(Use use, double memory, double vault) => Dollars(_model.Total(Token, memory, use, vault));

    private static string Dollars(double value) => "$" + value.ToString(value is >= 100 ? "N0" : value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private void Heading(string text)
    {
        Line();
        Line("## " + text);
        Line();
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
