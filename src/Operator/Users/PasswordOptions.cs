using System.CommandLine;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>The ways in which a password reaches a command: typed unseen, from the standard input, or made up. Never as an argument.</summary>
internal sealed class PasswordOptions
{
    public const int MinimumLength = Passwords.MinimumLength;

    public const string Explanation =
        "Asks for the password twice, without showing it. "
        + "There is no option that takes one: it would stay in the shell's history and be seen in the list of processes.";

    private readonly Option<bool> _standardInput = new("--password-stdin")
    {
        Description = "Reads the password from the standard input, one line; for scripts.",
    };

    private readonly Option<bool> _generate = new("--generate-password")
    {
        Description = "Makes a password up and shows it, this once only.",
    };

    public IReadOnlyList<Option> All => [_standardInput, _generate];

    public bool IsGenerated(ParseResult arguments) => arguments.GetValue(_generate);

    /// <summary>A sentence about options that do not go together, or null.</summary>
    public string? Mistake(ParseResult arguments) => arguments.GetValue(_standardInput) && arguments.GetValue(_generate)
        ? $"{_standardInput.Name} and {_generate.Name} exclude each other."
        : null;

    /// <summary>Throws a <see cref="RefusedException"/> where there is none, or none that can be used.</summary>
    public async Task<string> ReadAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (IsGenerated(run.Arguments))
            return GeneratedPassword.New(run.Surroundings.Randomness);
        if (!run.Arguments.GetValue(_standardInput))
            return Type(run);
        var line = await run.Surroundings.Input.ReadLineAsync(cancellationToken);
        return Usable(line ?? throw new RefusedException("The standard input is empty: there is no password."));
    }

    private string Type(StoreRun run)
    {
        if (run.Surroundings.ReadHiddenLine is not { } read)
            throw new RefusedException($"Nobody is at a terminal to type the password: use {_standardInput.Name} or {_generate.Name}.");
        var password = Usable(Ask(run, "Password: ", read));
        return Ask(run, "The same again: ", read) == password ? password : throw new RefusedException("The two are not the same. Nothing was changed.");
    }

    private static string Ask(StoreRun run, string question, Func<string?> read)
    {
        run.Error.Write(question);
        run.Error.Flush();
        var line = read();
        run.Error.WriteLine();
        return line ?? throw new RefusedException("Given up. Nothing was changed.");
    }

    private static string Usable(string password)
    {
        if (password.Length is < MinimumLength or > UserAuthenticator.MaximumLength)
            throw new RefusedException($"A password has {MinimumLength} to {UserAuthenticator.MaximumLength} characters.");
        // U+FFFD is what undecodable input turns into.
        return password.Any(character => char.IsControl(character) || character == '\uFFFD')
            ? throw new RefusedException("The password has characters that nobody can type into a form. If it comes from a file, is that UTF-8?")
            : password;
    }
}
