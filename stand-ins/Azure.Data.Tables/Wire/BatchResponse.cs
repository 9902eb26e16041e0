using System.Globalization;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the answers to the single actions out of a transaction's multipart answer.</summary>
internal static class BatchResponse
{
    internal static IReadOnlyList<Response> Parse(Response response)
    {
        var parts = new List<Response>();
        using var reader = new StringReader(response.Content.ToString());
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                parts.Add(ReadPart(line, reader));
            }
        }

        return parts;
    }

    private static BatchPartResponse ReadPart(string statusLine, StringReader reader)
    {
        var status = statusLine.Split(' ', 3);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        var body = new List<string>();
        while (reader.Peek() >= 0 && reader.Peek() != '-')
        {
            body.Add(reader.ReadLine());
        }

        var reason = status.Length > 2 ? status[2] : string.Empty;
        return new(int.Parse(status[1], CultureInfo.InvariantCulture), reason, headers, string.Join('\n', body));
    }
}
