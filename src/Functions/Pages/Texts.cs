using System.Collections.Frozen;
using System.Globalization;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Pages;

/// <summary>The texts of one language by their keys.</summary>
public sealed class Texts(string language, IReadOnlyDictionary<string, string> texts)
{
    private readonly FrozenDictionary<string, string> _texts = texts.ToFrozenDictionary();

    public string Language => language;

    public IEnumerable<string> Keys => _texts.Keys;

    public string this[string key] => _texts[key];

    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, _texts[key], values);

    /// <summary>The meaning of a scope. A scope without a text is shown as it is.</summary>
    public string Scope(string scope) => _texts.GetValueOrDefault("scope." + scope, scope);

    /// <summary>The name of a grant.</summary>
    public string Grant(string grantType) => _texts.GetValueOrDefault("grant." + grantType[(grantType.LastIndexOf(':') + 1)..], grantType);

    /// <summary>The text of a problem, with places for its values.</summary>
    public string Problem(RegistrationProblem problem) => _texts.GetValueOrDefault("registration." + problem.Key, problem.Template);

    /// <summary>The author of a change: a username, or the text for an author without one.</summary>
    public string Who(AuditRecord record) => record.Who switch
    {
        AuditRecord.Applicant => _texts["who.applicant"],
        AuditRecord.CommandLine => _texts["who.commandLine"],
        AuditRecord.Registration => _texts["who.registration"],
        _ when record.CommandedBy is { } name => $"{name} ({_texts["who.commandLine"]})",
        var username => username,
    };
}
