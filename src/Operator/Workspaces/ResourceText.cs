using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>A resource as an operator writes it: <c>name=…;audience=…;scope=…;open=…;docs=…;graphql=…</c>.</summary>
internal static class ResourceText
{
    public const string Form = "name=TEXT;audience=URI[;scope=SCOPES][;open=SCOPES][;docs=URL][;graphql=URL]";

    private const int MaximumNameLength = 100;
    private const int MaximumUriLength = 500;

    /// <summary>All resources of a workspace share one column, which holds 32 Ki characters.</summary>
    private const int MaximumTogether = 30_000;

    private const int Punctuation = 100;

    private static readonly string[] Needed = ["name", "audience"];
    private static readonly string[] Names = [.. Needed, "scope", "open", "docs", "graphql"];

    /// <summary>A sentence about a mistake in the text, or null.</summary>
    public static string? Mistake(string text)
    {
        var parts = Parts(text);
        if (parts.FirstOrDefault(part => !Names.Contains(part.Name)) is { } unknown)
            return $"\"{PlainText.Printable(unknown.Name)}\" is not a part of a resource. Write a resource as {Form}, and write ; in an address as %3B.";
        if (parts.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"{twice.Key} appears twice in one resource.";
        if (parts.Select(part => Mistake(part.Name, part.Value)).FirstOrDefault(mistake => mistake is not null) is { } wrong)
            return wrong;
        if (parts.Exists(part => part.Name == "open") && NotOpen(Read(text)) is [var other, ..])
            return $"{other} is in open but not in scope: a client that registers itself gets the open ones of the resource's own scopes.";
        return Needed.FirstOrDefault(name => parts.TrueForAll(part => part.Name != name)) is { } missing
            ? $"{missing} is missing from \"{PlainText.Printable(text)}\": a resource is written {Form}."
            : null;
    }

    public static Resource Read(string text)
    {
        var parts = Parts(text).ToDictionary(part => part.Name, part => part.Value);
        return new(parts.GetValueOrDefault("name", ""), parts.GetValueOrDefault("audience", ""))
        {
            Scopes = Scope(parts, "scope"),
            OpenScopes = Scope(parts, "open"),
            DocumentationUri = parts.GetValueOrDefault("docs"),
            GraphQlUri = parts.GetValueOrDefault("graphql"),
        };
    }

    /// <summary>Whether all resources together exceed their column.</summary>
    public static bool AreTooLong(IEnumerable<Resource> resources) => resources.Sum(resource => Punctuation + Length(resource.Name)
        + Length(resource.Audience) + Length(resource.Scopes.Text) + Length(resource.OpenScopes.Text)
        + Length(resource.DocumentationUri) + Length(resource.GraphQlUri)) > MaximumTogether;

    private static int Length(string? text) => JsonEncodedText.Encode(text ?? "").ToString().Length;

    private static string? Mistake(string name, string value) => name switch
    {
        "name" => PlainText.IsLine(value, MaximumNameLength) ? null : $"the name of a resource is a line of 1 to {MaximumNameLength} characters.",
        "audience" => IsUri(value, out _)
            ? null
            : $"the audience of a resource is an absolute URI without a fragment, of at most {MaximumUriLength} characters.",
        "scope" or "open" => ScopeSet.Parse(value) switch
        {
            { IsError: true } wrong => wrong.Error.Description,
            { Value: var scopes } when scopes.Contains(ScopeSet.Wildcard) => "* stands for the whole list, so it cannot be in the list.",
            _ => null,
        },
        _ => IsUri(value, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? null
            : $"{name} is an address that browsers can open: https:// (or http://), without a fragment, of at most {MaximumUriLength} characters.",
    };

    private static IReadOnlyList<string> NotOpen(Resource resource) => resource.OpenScopes.Without(resource.Scopes).Tokens;

    private static ScopeSet Scope(Dictionary<string, string> parts, string name) => ScopeSet.Parse(parts.GetValueOrDefault(name)).Value ?? ScopeSet.Empty;

    private static bool IsUri(string text, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        return text.Length <= MaximumUriLength && text.All(character => character is > ' ' and <= '~' and not ('"' or '<' or '>' or '\\' or '#'))
            && Uri.TryCreate(text, UriKind.Absolute, out uri) && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);
    }

    private static List<Part> Parts(string text) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Select(pair => new Part(pair[0], pair.Length == 2 ? pair[1] : ""))];

    private sealed record Part(string Name, string Value);
}
