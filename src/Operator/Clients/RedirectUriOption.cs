using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Clients;

/// <summary>A list of addresses to which browsers may return.</summary>
internal sealed class RedirectUriOption : Option<string[]>
{
    /// <param name="canBeEmptied">Whether an empty value stands for an empty list.</param>
    public RedirectUriOption(string name, string description, bool canBeEmptied)
        : base(name)
    {
        HelpName = "URI";
        Description = description;
        this.Checked(uris => canBeEmptied && uris is [""] ? null : Mistake(uris));
    }

    private static string? Mistake(string[] uris) => uris.Length > RedirectUriRegistration.MaximumCount
        ? $"a client has at most {RedirectUriRegistration.MaximumCount}."
        : uris.Select(uri => RedirectUriRegistration.Check(uri) is { } problem ? $"\"{PlainText.Printable(uri)}\" cannot be used. {problem.Sentence}" : null)
            .FirstOrDefault(mistake => mistake is not null);
}
