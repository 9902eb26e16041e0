using System.Globalization;
using Azure;

namespace Tollgate.EmbeddedTables.Filters;

/// <summary>Cuts an OData filter into tokens and reads its literals.</summary>
internal sealed class FilterLexer(string text)
{
    private int _position;

    internal FilterToken Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        if (_position == text.Length)
        {
            return FilterToken.End;
        }

        return text[_position] switch
        {
            '(' or ')' => new(text[_position++].ToString(), null),
            '\'' => new("'", Quoted()),
            _ => Word(),
        };
    }

    private FilterToken Word()
    {
        var start = _position;
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '.' or '-' or '+'))
        {
            _position++;
        }

        var word = text[start.._position];
        if (word.Length == 0)
        {
            throw Malformed();
        }

        var quoteFollows = _position < text.Length && text[_position] == '\'';
        return quoteFollows ? new(word, Typed(word, Quoted()))
            : word is "true" or "false" ? new(word, word == "true")
            : char.IsDigit(word[0]) || word[0] is '-' or '.' ? new(word, Number(word))
            : new(word, null);
    }

    private string Quoted()
    {
        var parts = new List<string>();
        do
        {
            // Two adjacent quotes stand for one quote of the text, so they do not end the text.
            var end = text.IndexOf('\'', _position + 1);
            if (end < 0)
            {
                throw Malformed();
            }

            parts.Add(text[(_position + 1)..end]);
            _position = end + 1;
        }
        while (_position < text.Length && text[_position] == '\'');
        return string.Join('\'', parts);
    }

    private static object Typed(string prefix, string value)
    {
        try
        {
            return prefix switch
            {
                "datetime" => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                "guid" => Guid.Parse(value),
                "X" or "binary" => Convert.FromHexString(value),
                _ => throw Malformed(),
            };
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static object Number(string word)
    {
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            return small;
        }

        if (long.TryParse(word.TrimEnd('L', 'l'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            return large;
        }

        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed();
    }

    private static RequestFailedException Malformed() => TableFault.InvalidInput("The filter is malformed.").ToException();
}
