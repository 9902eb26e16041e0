using System.Globalization;

namespace Tollgate.Domain.Clients;

/// <summary>Why a client cannot be registered: what is wrong, and what to write instead.</summary>
/// <param name="Key">The key of the translations.</param>
/// <param name="Template">The English text, with {0} and {1} for the values.</param>
public sealed record RegistrationProblem(string Key, string Template, params string[] Values)
{
    public string Sentence => string.Format(CultureInfo.InvariantCulture, Template, Values);
}
