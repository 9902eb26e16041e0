using Azure;

namespace Tollgate.EmbeddedTables;

/// <summary>The pages of a query. Each page is made when the caller requests it.</summary>
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
            // The engine never waits. Without this call, an enumeration would occupy its thread until the last page.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var page = fetch(continuationToken, size);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken != null);
    }
}
