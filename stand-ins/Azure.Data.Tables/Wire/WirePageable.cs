namespace Azure.Data.Tables.Wire;

/// <summary>A query's pages, each fetched when the caller comes to it.</summary>
internal sealed class WirePageable<T>(Func<string, int?, Task<Page<T>>> fetch, int? maxPerPage) : AsyncPageable<T>
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? maxPerPage).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
