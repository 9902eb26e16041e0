using System.Globalization;

namespace Tollgate.Domain.Clients;

/// <summary>Why a client cannot be registered as it is, for whoever describes it: what is wrong and what to write instead.</summary>
/// <param name="Key">Names the problem, for those who say it in another language.</param>
/// <param name="Template">The same in English, with {0} and {1} for the values.</param>
public sealed record RegistrationProblem(string Key, string Template, params string[] Values)
{
    public string Sentence => string.Format(CultureInfo.InvariantCulture, Template, Values);
}
