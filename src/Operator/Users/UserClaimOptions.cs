using System.CommandLine;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Users;

/// <summary>The options that describe a user, for an addition or a change. A change keeps the claims that are not named.</summary>
internal sealed class UserClaimOptions
{
    private const int MaximumTextLength = 200;
    private const int MaximumEmailLength = 254;

    private readonly bool _isChange;
    private readonly Option<string?> _displayName;
    private readonly Option<string?> _givenName;
    private readonly Option<string?> _familyName;
    private readonly Option<string?> _email;
    private readonly Option<string?> _phone;
    private readonly Option<string?> _street;
    private readonly Option<string?> _postalCode;
    private readonly Option<string?> _locality;
    private readonly Option<string?> _region;
    private readonly Option<string?> _country;

    public UserClaimOptions(bool isChange)
    {
        _isChange = isChange;
        _displayName = Text("--display-name", "The full name (claim name).");
        _givenName = Text("--given-name", "The given name (claim given_name).");
        _familyName = Text("--family-name", "The family name (claim family_name).");
        _email = new Option<string?>("--email") { HelpName = "ADDRESS", Description = "The e-mail address (claim email)." + Clearing }
            .Checked(email => IsTakenAway(email!) || IsEmail(email!) ? null : "takes an address such as alice@example.com.");
        _phone = new Option<string?>("--phone") { HelpName = "NUMBER", Description = "The telephone number (claim phone_number)." + Clearing }
            .Checked(number => IsTakenAway(number!) || IsPhoneNumber(number!) ? null : "takes a number such as +14255551212.");
        _street = Text("--street", "The street and house number (claim address).");
        _postalCode = Text("--postal-code", "The postal code (claim address).");
        _locality = Text("--locality", "The town (claim address).");
        _region = Text("--region", "The state, province or region (claim address).");
        _country = Text("--country", "The country (claim address).");
    }

    public Option Email => _email;

    public Option Phone => _phone;

    public IReadOnlyList<Option> All =>
        [_displayName, _givenName, _familyName, _email, _phone, _street, _postalCode, _locality, _region, _country];

    public bool IsAnyNamed(ParseResult arguments) => All.Any(arguments.IsNamed);

    /// <summary>A new e-mail address or telephone number is not verified until an operator says so.</summary>
    public User Apply(ParseResult arguments, User user)
    {
        var (email, phone) = (Value(arguments, _email, user.Email), Value(arguments, _phone, user.PhoneNumber));
        return user with
        {
            Name = Value(arguments, _displayName, user.Name),
            GivenName = Value(arguments, _givenName, user.GivenName),
            FamilyName = Value(arguments, _familyName, user.FamilyName),
            Email = email,
            IsEmailVerified = email == user.Email && user.IsEmailVerified,
            PhoneNumber = phone,
            IsPhoneNumberVerified = phone == user.PhoneNumber && user.IsPhoneNumberVerified,
            Address = PostalAddress.Of(
                Value(arguments, _street, user.Address?.StreetAddress),
                Value(arguments, _postalCode, user.Address?.PostalCode),
                Value(arguments, _locality, user.Address?.Locality),
                Value(arguments, _region, user.Address?.Region),
                Value(arguments, _country, user.Address?.Country)),
        };
    }

    private string Clearing => _isChange ? " \"\" removes it." : "";

    private static string? Value(ParseResult arguments, Option<string?> option, string? current)
    {
        if (!arguments.IsNamed(option))
            return current;
        return arguments.GetValue(option) is { Length: > 0 } text ? text : null;
    }

    private bool IsTakenAway(string text) => _isChange && text.Length == 0;

    private Option<string?> Text(string name, string description) => new Option<string?>(name)
    {
        HelpName = "TEXT",
        Description = description + Clearing,
    }.Checked(text => IsTakenAway(text!) || PlainText.IsLine(text!, MaximumTextLength) ? null : $"takes a line of 1 to {MaximumTextLength} characters.");

    /// <summary>Refuses only obvious mistakes. Only a message to the address can show that the address works.</summary>
    private static bool IsEmail(string email) =>
        PlainText.IsLine(email, MaximumEmailLength) && !email.Any(char.IsWhiteSpace)
        && email.Split('@') is [{ Length: > 0 }, .., { Length: > 0 }];

    /// <summary>E.164: a plus sign and at most 15 digits.</summary>
    private static bool IsPhoneNumber(string number) =>
        number is ['+', _, ..] && number.Length <= 16 && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
