using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>Which programs may register clients (RFC 7591).</summary>
internal sealed class RegistrationOptions(bool isChange)
{
    public const string Off = "off";
    public const string Token = "token";
    public const string Hosts = "hosts";

    private const int MaximumHosts = 50;

    private readonly Option<string?> _policy = Policy();

    private readonly Option<string[]> _hosts = new Option<string[]>("--registration-host")
    {
        HelpName = "HOST",
        Description = $"With \"--registration {Hosts}\": a host at which redirect URIs may lie; may be repeated. .app.example stands for all hosts below it."
            + (isChange ? " Replaces all." : ""),
    }.Checked(hosts => hosts.Length > MaximumHosts
        ? $"a workspace has at most {MaximumHosts}."
        : hosts.FirstOrDefault(host => !(IsHost(host) || IsDomain(host))) is { } wrong
            ? $"\"{PlainText.Printable(wrong)}\" is neither a host such as app.example nor .app.example, in lower-case letters."
            : null);

    public IReadOnlyList<Option> All => [_policy, _hosts];

    public Workspace Apply(ParseResult arguments, Workspace workspace) => workspace with
    {
        Registration = PolicyOf(arguments) ?? workspace.Registration,
        RegistrationHosts = arguments.IsNamed(_hosts) ? [.. arguments.GetRequiredValue(_hosts).Distinct()] : workspace.RegistrationHosts,
    };

    /// <summary>A sentence about a mistake in the changed workspace, or null.</summary>
    public string? Mistake(ParseResult arguments, Workspace changed) => changed.Registration switch
    {
        RegistrationPolicy.AllowedHosts when changed.RegistrationHosts.Count == 0 => $"{_policy.Name} {Hosts} needs at least one {_hosts.Name}.",
        not RegistrationPolicy.AllowedHosts when arguments.IsNamed(_hosts) => $"{_hosts.Name} is for {_policy.Name} {Hosts}.",
        _ => null,
    };

    public static string Name(RegistrationPolicy policy) => policy switch
    {
        RegistrationPolicy.InitialAccessToken => Token,
        RegistrationPolicy.AllowedHosts => Hosts,
        _ => Off,
    };

    private RegistrationPolicy? PolicyOf(ParseResult arguments) => arguments.GetValue(_policy) switch
    {
        Off => RegistrationPolicy.Off,
        Token => RegistrationPolicy.InitialAccessToken,
        Hosts => RegistrationPolicy.AllowedHosts,
        _ => null,
    };

    private static Option<string?> Policy()
    {
        var option = new Option<string?>("--registration")
        {
            Description = $"Whether programs may register clients (RFC 7591). {Off}: no program; {Token}: programs with an initial access token "
                + $"(\"registration-token add\"); {Hosts}: also all others, for redirect URIs at the listed hosts.",
        };
        option.AcceptOnlyFromAmong(Off, Token, Hosts);
        return option;
    }

    /// <summary>Whether the text stands for all hosts below a domain.</summary>
    private static bool IsDomain(string text) =>
        text.StartsWith('.') && IsHost(text[1..]) && Uri.CheckHostName(text[1..]) == UriHostNameType.Dns;

    /// <summary>The host must be written as browsers write it, because redirect URIs are compared in that form.</summary>
    private static bool IsHost(string text) =>
        Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var address) && address.Host == text && address.IsDefaultPort
        && text.All(character => character is > ' ' and <= '~');
}
