using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the service's error bodies: OData JSON, or XML where the request was refused early.</summary>
internal sealed class TableFailureParser : RequestFailedDetailsParser
{
    /// <summary>The published package's key in <see cref="Exception.Data"/> for the failed action's place.</summary>
    internal const string FailedActionKey = "FailedEntity";

    internal static TableFailureParser Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        data = null;
        error = ParseJson(response) ?? ParseXml(response);
        if (error == null)
        {
            return false;
        }

        // In a failed transaction the message begins with the place of the action: "3:The specified …".
        var colon = error.Message?.IndexOf(':') ?? -1;
        if (colon > 0 && int.TryParse(error.Message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            data = new Dictionary<string, string> { [FailedActionKey] = index.ToString(CultureInfo.InvariantCulture) };
        }

        return true;
    }

    private static ResponseError ParseJson(Response response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("odata.error", out var error))
            {
                return null;
            }

            var code = error.TryGetProperty("code", out var codeElement) ? codeElement.GetString() : null;
            var message = error.TryGetProperty("message", out var messageElement)
                && messageElement.TryGetProperty("value", out var value) ? value.GetString() : null;
            return new ResponseError(code, message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ResponseError ParseXml(Response response)
    {
        try
        {
            var root = XDocument.Parse(response.Content.ToString()).Root;
            var parts = root.Elements().ToLookup(element => element.Name.LocalName.ToLowerInvariant(), element => element.Value);
            return new ResponseError(parts["code"].FirstOrDefault(), parts["message"].FirstOrDefault());
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
