using System.CommandLine;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Users;

/// <summary>The options for a user's telephone number and postal address (claims of the scopes phone and address).</summary>
internal sealed class ContactOptions
{
    private const int MaximumTextLength = 200;

    private readonly Option<string?> _phone = new Option<string?>("--phone")
    {
        HelpName = "NUMBER",
        Description = "The telephone number, such as +14255551212 (claim phone_number).",
    }.Checked(number => IsNumber(number!) ? null : "takes a number such as +14255551212.");

    private readonly Option<bool> _phoneVerified = new("--phone-verified")
    {
        Description = "You know that the number is the user's (claim phone_number_verified).",
    };

    private readonly Option<string?> _street = Text("--street", "The street and house number (claim address).");
    private readonly Option<string?> _postalCode = Text("--postal-code", "The postal code (claim address).");
    private readonly Option<string?> _locality = Text("--locality", "The town (claim address).");
    private readonly Option<string?> _region = Text("--region", "The state, province or region (claim address).");
    private readonly Option<string?> _country = Text("--country", "The country (claim address).");

    public IReadOnlyList<Option> All => [_phone, _phoneVerified, _street, _postalCode, _locality, _region, _country];

    /// <summary>A sentence about options that do not fit together, or null.</summary>
    public string? Mistake(ParseResult arguments) =>
        arguments.GetValue(_phoneVerified) && !arguments.IsNamed(_phone) ? "--phone-verified needs a --phone." : null;

    public User Apply(ParseResult arguments, User user) => user with
    {
        PhoneNumber = arguments.GetValue(_phone),
        IsPhoneNumberVerified = arguments.GetValue(_phoneVerified),
        Address = PostalAddress.Of(
            arguments.GetValue(_street), arguments.GetValue(_postalCode), arguments.GetValue(_locality), arguments.GetValue(_region),
            arguments.GetValue(_country)),
    };

    private static Option<string?> Text(string name, string description) => new Option<string?>(name)
    {
        HelpName = "TEXT",
        Description = description,
    }.Checked(text => PlainText.IsLine(text!, MaximumTextLength) ? null : $"takes a line of 1 to {MaximumTextLength} characters.");

    /// <summary>E.164: a plus sign and at most 15 digits.</summary>
    private static bool IsNumber(string number) => number is ['+', _, ..] && number.Length <= 16 && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
