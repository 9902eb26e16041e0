using Tollgate.Cost;

var folder = new DirectoryInfo(AppContext.BaseDirectory);
while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
    folder = folder.Parent;
var file = Path.Combine(folder?.FullName ?? ".", "docs", "cost.md");
File.WriteAllText(file, new CostReport(PriceList.Read(), PriceList.Read<Step[]>("transactions.json")).Write());
Console.WriteLine("Wrote " + file);
