namespace Tollgate.EmbeddedTables.Memory;

/// <summary>Makes the versions of rows. All versions are distinct.</summary>
internal sealed class MemoryClock(TimeProvider time)
{
    private long _last;

    internal long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = RowVersion.After(last, time);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
