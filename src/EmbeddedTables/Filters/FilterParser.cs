using Azure;

namespace Tollgate.EmbeddedTables.Filters;

/// <summary>Parses the OData filters in use: comparisons joined by and, or, not and parentheses.</summary>
internal sealed class FilterParser
{
    // No real filter nests deeper than this. Deeper nesting could overflow the stack of this recursive parser.
    private const int DeepestNesting = 100;
    private readonly FilterLexer _lexer;
    private FilterToken _current;
    private int _depth;

    private FilterParser(string filter)
    {
        _lexer = new(filter);
        _current = _lexer.Next();
    }

    internal static FilterNode? Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return null;
        }

        var parser = new FilterParser(filter);
        var node = parser.Or();
        return parser._current == FilterToken.End ? node : throw Unsupported();
    }

    private FilterNode Or()
    {
        var left = And();
        while (Accept("or"))
        {
            left = new OrFilter(left, And());
        }

        return left;
    }

    private FilterNode And()
    {
        var left = Not();
        while (Accept("and"))
        {
            left = new AndFilter(left, Not());
        }

        return left;
    }

    private FilterNode Not()
    {
        if (++_depth > DeepestNesting)
        {
            throw Unsupported();
        }

        var node = Accept("not") ? new NotFilter(Not()) : Primary();
        _depth--;
        return node;
    }

    private FilterNode Primary()
    {
        if (!Accept("("))
        {
            return Comparison();
        }

        var inner = Or();
        return Accept(")") ? inner : throw Unsupported();
    }

    private ComparisonFilter Comparison()
    {
        var left = Take();
        if (ComparisonOf(_current) is not { } comparison)
        {
            return left.IsName ? new(left.Text, Filters.Comparison.Equal, true) : throw Unsupported();
        }

        Take();
        var right = Take();
        return left.IsName && right.Literal is { } literal ? new(left.Text, comparison, literal)
            : right.IsName && left.Literal is { } first ? new(right.Text, Mirror(comparison), first)
            : throw Unsupported();
    }

    private static Comparison? ComparisonOf(FilterToken token) => token.Literal != null ? null : token.Text switch
    {
        "eq" => Filters.Comparison.Equal,
        "ne" => Filters.Comparison.NotEqual,
        "lt" => Filters.Comparison.Less,
        "le" => Filters.Comparison.LessOrEqual,
        "gt" => Filters.Comparison.Greater,
        "ge" => Filters.Comparison.GreaterOrEqual,
        _ => null,
    };

    private static Comparison Mirror(Comparison comparison) => comparison switch
    {
        Filters.Comparison.Less => Filters.Comparison.Greater,
        Filters.Comparison.LessOrEqual => Filters.Comparison.GreaterOrEqual,
        Filters.Comparison.Greater => Filters.Comparison.Less,
        Filters.Comparison.GreaterOrEqual => Filters.Comparison.LessOrEqual,
        _ => comparison,
    };

    private static RequestFailedException Unsupported() => TableFault.InvalidInput("The filter is malformed or uses what is not supported.").ToException();

    private bool Accept(string text)
    {
        if (!_current.Is(text))
        {
            return false;
        }

        Take();
        return true;
    }

    private FilterToken Take()
    {
        var token = _current;
        _current = _lexer.Next();
        return token;
    }
}
