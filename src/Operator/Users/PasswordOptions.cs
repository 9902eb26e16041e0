using System.CommandLine;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>The ways in which a command gets a password: typed without echo, from the standard input, or generated. A password is never an argument.</summary>
internal sealed class PasswordOptions
{
    public const int MinimumLength = Passwords.MinimumLength;

    public const string Explanation =
        "Asks for the password twice, without showing it. "
        + "No option takes a password, because the shell's history and the list of processes would show it.";

    private readonly Option<bool> _standardInput = new("--password-stdin")
    {
        Description = "Reads the password from the standard input (one line). For scripts.",
    };

    private readonly Option<bool> _generate = new("--generate-password")
    {
        Description = "Generates a password and shows it, only now.",
    };

    public IReadOnlyList<Option> All => [_standardInput, _generate];

    public bool IsGenerated(ParseResult arguments) => arguments.GetValue(_generate);

    /// <summary>A sentence about options that exclude each other, or null.</summary>
    public string? Mistake(ParseResult arguments) => arguments.GetValue(_standardInput) && arguments.GetValue(_generate)
        ? $"{_standardInput.Name} and {_generate.Name} exclude each other."
        : null;

    /// <summary>Throws a <see cref="RefusedException"/> if there is no usable password.</summary>
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
            throw new RefusedException($"There is no terminal to type the password at: use {_standardInput.Name} or {_generate.Name}.");
        var password = Usable(Ask(run, "Password: ", read));
        return Ask(run, "Repeat the password: ", read) == password ? password : throw new RefusedException("The two passwords differ. Nothing was changed.");
    }

    private static string Ask(StoreRun run, string question, Func<string?> read)
    {
        run.Error.Write(question);
        run.Error.Flush();
        var line = read();
        run.Error.WriteLine();
        return line ?? throw new RefusedException("Cancelled. Nothing was changed.");
    }

    private static string Usable(string password)
    {
        if (password.Length is < MinimumLength or > UserAuthenticator.MaximumLength)
            throw new RefusedException($"A password has {MinimumLength} to {UserAuthenticator.MaximumLength} characters.");
        // Decoding replaces invalid input by U+FFFD.
        return password.Any(character => char.IsControl(character) || character == '\uFFFD')
            ? throw new RefusedException("The password has characters that cannot be typed into a form. If it comes from a file, check that the file is UTF-8.")
            : password;
    }
}
