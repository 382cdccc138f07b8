"""One tool on one game in a process of its own: reads the game as JSON from standard input, writes CPU seconds and the count.

`first` is the first call of the process, with what the tool compiles and loads then (imports of the tool's own package included);
`again` the best of the calls after it, if there is time for some.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.tools import TOOLS

AGAIN, ENOUGH = 3, 5.0


def main() -> None:
    """Time one tool; its name is the first argument."""
    tool = TOOLS[sys.argv[1]]
    row, column = json.load(sys.stdin)
    start = time.process_time()
    count = tool(row, column)
    first = time.process_time() - start
    later = []
    while len(later) < AGAIN and first + sum(later) < ENOUGH:
        start = time.process_time()
        tool(row, column)
        later.append(time.process_time() - start)
    print(json.dumps({"count": count, "first": first, "again": min(later, default=first)}))


if __name__ == "__main__":
    main()
