using Tollgate.Domain.Applications;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages.Fields;

/// <summary>The problems of a form: a list of all above it, and each one at its field.</summary>
internal sealed class FormProblems(IReadOnlyList<FormProblem> problems, Texts texts)
{
    public bool Any => problems.Count > 0;

    /// <summary>The id of the field, or of the first field of a group.</summary>
    public static string IdOf(string field) =>
        field.StartsWith(ApplicationForm.GrantField(""), StringComparison.Ordinal) ? "grants"
        : field.StartsWith(ApplicationForm.ResourceField(""), StringComparison.Ordinal) ? "resources"
        : field;

    public Html Summary => Any
        ? $"""
            <div class="problem" role="alert"><p><strong>{texts["form.problems"]}</strong></p>
            <ul>{Html.Join(problems.Select(problem => (Html)$"<li><a href=\"#{IdOf(problem.Field)}\">{Text(problem)}</a></li>"))}</ul></div>
            """
        : Html.Empty;

    public bool IsWrong(string id) => problems.Any(problem => IdOf(problem.Field) == id);

    /// <summary>The problems at a field.</summary>
    public Html At(string id) => IsWrong(id)
        ? $"<div class=\"wrong\" id=\"{id}-problem\">{Html.Join(problems.Where(problem => IdOf(problem.Field) == id).Select(Paragraph))}</div>"
        : Html.Empty;

    /// <summary>The attributes that connect a field with its hint and its problems.</summary>
    public Html Ties(string id, bool hasHint, bool isGroup = false)
    {
        var (isWrong, hint) = (IsWrong(id), hasHint ? $"{id}-hint" : "");
        if (!isWrong)
            return hasHint ? $" aria-describedby=\"{hint}\"" : Html.Empty;
        Html invalid = isGroup ? Html.Empty : $" aria-invalid=\"true\"";
        return $" aria-describedby=\"{(hasHint ? hint + " " : "")}{id}-problem\"{invalid}";
    }

    /// <summary>The name of a grant in the language of the page. Other values stay as they are.</summary>
    private string Word(string value) => GrantTypes.All.Contains(value) ? texts.Grant(value) : value;

    private Html Paragraph(FormProblem problem) => $"<p>{Text(problem)}</p>";

    private Html Text(FormProblem problem)
    {
        var text = Html.Format(texts.Problem(problem.Problem), Array.ConvertAll(problem.Problem.Values, Word));
        return problem.Value is null ? text : $"<bdi>{problem.Value}</bdi>: {text}";
    }
}
