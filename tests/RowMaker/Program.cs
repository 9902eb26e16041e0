using Tollgate.RowMaker;

if (args is not [var folder])
{
    Console.Error.WriteLine("Writes the rows of a version into a new folder: dotnet run --project tests/RowMaker -- tests/Rows/COMMIT");
    return 2;
}

if (Directory.Exists(folder))
{
    Console.Error.WriteLine($"There is a folder {folder} already, and rows are never made again.");
    return 1;
}

await using var stage = await Stage.StartAsync();
await Play.RunAsync(stage);
await stage.WriteAsync(folder);
return 0;
