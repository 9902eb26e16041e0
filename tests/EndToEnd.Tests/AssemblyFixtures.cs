using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
