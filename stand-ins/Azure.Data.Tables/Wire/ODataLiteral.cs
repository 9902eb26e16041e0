using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Writes a value as an OData literal of the Table service's filters.</summary>
internal static class ODataLiteral
{
    internal static string Of(object value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string or char or StringBuilder => $"'{EscapeQuotes(value.ToString())}'",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{value}L"),
        double number => WithPoint(number),
        sbyte or byte or short or ushort or int or uint or float or decimal => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        Guid id => $"guid'{id}'",
        DateTimeOffset moment => $"datetime'{Moment(moment.UtcDateTime)}'",
        DateTime moment => $"datetime'{Moment(moment.ToUniversalTime())}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data)}'",
        _ => throw new ArgumentException($"A value of type {value.GetType()} has no OData literal."),
    };

    internal static string EscapeQuotes(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    // Without a point the service would take the number for an integer.
    private static string WithPoint(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(char.IsAsciiDigit) ? text + ".0" : text;
    }
}
