using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Value">The one of several values that is wrong.</param>
public sealed record FormProblem(string Field, RegistrationProblem Problem, string? Value = null);
