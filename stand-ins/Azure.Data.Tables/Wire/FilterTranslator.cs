using System.Linq.Expressions;
using System.Reflection;

namespace Azure.Data.Tables.Wire;

/// <summary>Translates a lambda over a row class into an OData filter.</summary>
internal sealed class FilterTranslator
{
    private readonly ParameterExpression _row;

    private FilterTranslator(ParameterExpression row) => _row = row;

    internal static string Translate(LambdaExpression filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Body is ConstantExpression { Value: true })
        {
            return null;
        }

        return new FilterTranslator(filter.Parameters[0]).Condition(filter.Body);
    }

    private string Condition(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => Join(both, "and"),
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => Join(either, "or"),
        BinaryExpression comparison => Compare(comparison),
        UnaryExpression { NodeType: ExpressionType.Not } negation => $"not ({Condition(negation.Operand)})",
        MethodCallExpression { Method.Name: nameof(string.Equals) } call when Operands(call) is var (left, right) =>
            Compare(left, ExpressionType.Equal, right),
        _ when !Mentions(expression) => ODataLiteral.Of(Evaluate(expression)),
        _ => $"{PropertyName(expression)} eq true",
    };

    private string Join(BinaryExpression expression, string word) =>
        $"({Condition(expression.Left)}) {word} ({Condition(expression.Right)})";

    private string Compare(BinaryExpression expression) =>
        IsThreeWay(expression.Left, out var call) && Evaluate(expression.Right) is 0
            ? Compare(Operands(call).Left, expression.NodeType, Operands(call).Right)
            : Compare(expression.Left, expression.NodeType, expression.Right);

    private string Compare(Expression left, ExpressionType operation, Expression right)
    {
        if (Mentions(right) && !Mentions(left))
        {
            return Compare(right, Mirror(operation), left);
        }

        if (Evaluate(right) is not { } value)
        {
            throw new NotSupportedException("The service cannot compare with null.");
        }

        return $"{PropertyName(left)} {Word(operation)} {ODataLiteral.Of(AsStored(left, value))}";
    }

    // An enum is stored by name, but the compiler compares its number.
    private static object AsStored(Expression property, object value)
    {
        var type = Bare(property).Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value is Enum ? value.ToString() : type.IsEnum ? Enum.ToObject(type, value).ToString() : value;
    }

    private string PropertyName(Expression expression) => Bare(expression) switch
    {
        MemberExpression { Member.Name: "Value", Expression: { } inner } member when Nullable.GetUnderlyingType(member.Expression.Type) != null =>
            PropertyName(inner),
        MemberExpression member when Bare(member.Expression) == _row => EntityMembers.StoredName(member.Member),
        MethodCallExpression { Object: { } target, Arguments: [var key] } call
            when Bare(target) == _row && call.Method.Name.StartsWith("Get", StringComparison.OrdinalIgnoreCase) => (string)Evaluate(key),
        _ => throw new NotSupportedException($"The filter cannot use {expression}."),
    };

    private static bool IsThreeWay(Expression expression, out MethodCallExpression call)
    {
        call = expression as MethodCallExpression;
        return call?.Method.Name is nameof(string.Compare) or nameof(string.CompareTo) or nameof(string.CompareOrdinal);
    }

    private static (Expression Left, Expression Right) Operands(MethodCallExpression call) =>
        call.Object == null ? (call.Arguments[0], call.Arguments[1]) : (call.Object, call.Arguments[0]);

    private bool Mentions(Expression expression) => new Search(_row).Finds(expression);

    private static Expression Bare(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion)
        {
            expression = conversion.Operand;
        }

        return expression;
    }

    private object Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression == null ? null : Evaluate(member.Expression)),
        _ when Mentions(expression) => throw new NotSupportedException($"The filter cannot use {expression}."),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static ExpressionType Mirror(ExpressionType operation) => operation switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => operation,
    };

    private static string Word(ExpressionType operation) => operation switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => throw new NotSupportedException($"The service has no operator {operation}."),
    };

    /// <summary>Looks for the row parameter.</summary>
    private sealed class Search(ParameterExpression sought) : ExpressionVisitor
    {
        private bool _found;

        internal bool Finds(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == sought;
            return node;
        }
    }
}
