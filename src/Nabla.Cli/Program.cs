using Nabla.Cli;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;

return CommandLine.Run(args, Terminal.OfProcess(), Catalog.Tasks);
