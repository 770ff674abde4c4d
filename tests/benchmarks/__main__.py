import argparse
from importlib import import_module
from pkgutil import iter_modules

from tests.benchmarks import parts
from tests.benchmarks.bar import PAIRS, measure


def main():
    """Print a line for each bar. A bar that is short is no failure: the machines are shared and noisy."""
    names = sorted(module.name for module in iter_modules(parts.__path__))
    parser = argparse.ArgumentParser(prog="make bench", description="Without a part all of them run.")
    parser.add_argument("part", nargs="*", help=", ".join(names))
    parser.add_argument("--pairs", type=int, default=PAIRS)
    args = parser.parse_args()
    if unknown := set(args.part) - set(names):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    for name in args.part or names:
        for bar in import_module(f"{parts.__name__}.{name}").bars():
            print(measure(bar, args.pairs).line(), flush=True)


main()
