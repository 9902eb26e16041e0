using System.CommandLine;
using Tollgate.Functions.Demo;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Demo;

/// <summary><c>demo external-token</c>: prints a token that the demo's external identity provider issues for one of its users.</summary>
internal sealed class DemoExternalToken : Command, IHasExamples
{
    private const int MaximumSubjectLength = 200;

    private readonly Surroundings _surroundings;

    private readonly Option<string> _subject = new Option<string>("--sub")
    {
        HelpName = "NAME",
        Description = "The subject of the token.",
        Required = true,
    }.Checked(name => PlainText.IsLine(name, MaximumSubjectLength) ? null : $"takes a line of 1 to {MaximumSubjectLength} characters.");

    private readonly Option<string> _audience = new Option<string>("--aud")
    {
        HelpName = "TEXT",
        Description = "The audience of the token. A token that proves the client demo-workload has the address of LocalHost as its audience.",
        DefaultValueFactory = _ => DemoData.ExternalAudience,
    }.Checked(name => PlainText.IsLine(name, MaximumSubjectLength) ? null : $"takes a line of 1 to {MaximumSubjectLength} characters.");

    private readonly Option<string> _keys = new Option<string>("--keys")
    {
        HelpName = "FOLDER",
        Description = "The --keys folder of LocalHost. The provider's key lies there too.",
        DefaultValueFactory = _ => DemoData.LocalHostKeys,
    }.Checked(folder => string.IsNullOrWhiteSpace(folder) ? "takes a folder." : null);

    private readonly Option<string> _issuer = new Option<string>("--issuer")
    {
        HelpName = "URL",
        Description = "The address of LocalHost.",
        DefaultValueFactory = _ => DemoData.LocalHostAddress,
    }.Checked(url => AddressOf(url) is null ? "takes the address of LocalHost, such as http://127.0.0.1:7071." : null);

    public DemoExternalToken(Surroundings surroundings)
        : base(
            "external-token",
            "Prints a token of the demo's external identity provider, and nothing else. LocalHost trusts the provider for its demo client, so the token "
            + "serves as subject_token of a token exchange, and as the client_assertion of the client demo-workload. The command needs no tables.")
    {
        _surroundings = surroundings;
        foreach (var option in (Option[])[_subject, _audience, _keys, _issuer])
            Options.Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples =>
    [
        "demo external-token --sub bob",
        "demo external-token --sub demo-workload --aud http://127.0.0.1:7071",
        "demo external-token --sub bob --keys .tollgate --issuer http://127.0.0.1:7071",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (folder, output) = (arguments.GetRequiredValue(_keys), arguments.InvocationConfiguration);
        var isNew = !Directory.Exists(folder);
        try
        {
            var provider = new ExternalIdentityProvider(
                folder, AddressOf(arguments.GetRequiredValue(_issuer))!, _surroundings.Time, _surroundings.Randomness);
            var token = await provider.MintAsync(
                arguments.GetRequiredValue(_subject), arguments.GetRequiredValue(_audience), cancellationToken);
            await output.Output.WriteLineAsync(token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await output.Error.WriteLineAsync($"Cannot use the folder {folder}: {exception.Message}");
            return ExitCode.Refused;
        }

        if (isNew)
        {
            await output.Error.WriteLineAsync(
                $"The folder {Path.GetFullPath(folder)} did not exist; it was made. LocalHost accepts the token if it runs with the same folder (--keys).");
        }

        return ExitCode.Done;
    }

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : null;
}
