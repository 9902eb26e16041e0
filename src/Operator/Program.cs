using Tollgate.Operator;

return await OperatorCommandLine.RunAsync(args, Surroundings.OfProcess(), Console.Out, Console.Error);
