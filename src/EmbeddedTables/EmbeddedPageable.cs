using Azure;

namespace Tollgate.EmbeddedTables;

/// <summary>A query's pages, each made when the caller comes to it.</summary>
internal sealed class EmbeddedPageable<T>(Func<string?, int, Page<T>> fetch, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>
    where T : notnull
{
    private const int ServicePageSize = 1000;

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var size = Math.Clamp(pageSizeHint ?? maxPerPage ?? ServicePageSize, 1, ServicePageSize);
        do
        {
            // A caller that enumerates must not hold up others because the engine never waits.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var page = fetch(continuationToken, size);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken != null);
    }
}
