using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>A problem with one field of a form.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Value">The wrong value, when the field has several.</param>
public sealed record FormProblem(string Field, RegistrationProblem Problem, string? Value = null);
