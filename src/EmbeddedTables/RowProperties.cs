namespace Tollgate.EmbeddedTables;

/// <summary>
/// A row's own properties as two arrays. All rows of a class may share the array of names. A null value means that the row
/// lacks the property. Values are string, int, long, bool, double, DateTimeOffset, Guid or byte[].
/// </summary>
internal readonly struct RowProperties(string[] names, object?[] values)
{
    internal static RowProperties None { get; } = new([], []);

    internal string[] Names { get; } = names;

    internal object?[] Values { get; } = values;

    internal object? this[string name]
    {
        get
        {
            var index = Array.IndexOf(Names, name);
            return index < 0 ? null : Values[index];
        }
    }

    /// <summary>Returns these properties with the changes of a merge. A changed property replaces the property of the same name.</summary>
    internal RowProperties Merge(RowProperties changes) =>
        ReferenceEquals(Names, changes.Names) ? MergeAligned(changes) : MergeByName(changes);

    private RowProperties MergeAligned(RowProperties changes)
    {
        var values = (object?[])Values.Clone();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = changes.Values[i] ?? values[i];
        }

        return new(Names, values);
    }

    private RowProperties MergeByName(RowProperties changes)
    {
        var names = new List<string>(Names);
        var values = new List<object?>(Values);
        for (var i = 0; i < changes.Names.Length; i++)
        {
            var index = names.IndexOf(changes.Names[i]);
            if (index < 0)
            {
                names.Add(changes.Names[i]);
                values.Add(changes.Values[i]);
            }
            else
            {
                values[index] = changes.Values[i] ?? values[index];
            }
        }

        return new([.. names], [.. values]);
    }
}
